import { createRequire } from 'node:module'
import { assert, type Locale } from '@puhui/kernel'
import { FONT, type FontFiles, loadFonts } from './font.ts'
import { paperWords } from './paper-words.ts'

/** What a paper consists of, in pdfmake's words. */
export type Content =
  | string
  | readonly Content[]
  | {
      readonly text?: Content
      readonly stack?: readonly Content[]
      readonly columns?: readonly Content[]
      readonly table?: Readonly<Record<string, unknown>> & { readonly body: readonly (readonly Content[])[] }
      readonly [attribute: string]: unknown
    }

export interface Paper {
  readonly title: string
  /** The day of the paper: the file says it was made then, so that the same facts make the same bytes. */
  readonly madeAt: string
  readonly content: readonly Content[]
  /** Stands small at the foot of each page, before the page number. */
  readonly foot: string
  /** Chinese when left out. */
  readonly locale?: Locale
}

interface PdfStream {
  on(event: 'data', listener: (chunk: Buffer) => void): void
  on(event: 'end' | 'error', listener: (error?: Error) => void): void
  end(): void
  provideFont(name: string, bold: boolean, italics: boolean): { font: { hasGlyphForCodePoint(point: number): boolean } }
}

type Printer = new (
  fonts: unknown,
  files: FontFiles,
  urls: unknown,
  mayOpen: () => boolean,
) => { createPdfKitDocument(definition: unknown): Promise<PdfStream> }

const require = createRequire(import.meta.url)
const PdfPrinter = (require('pdfmake/js/Printer.js') as { default: Printer }).default
const UrlResolver = (require('pdfmake/js/URLResolver.js') as { default: new (files: FontFiles) => unknown }).default
const files = (require('pdfmake/js/virtual-fs.js') as { default: FontFiles }).default

/**
 * Sets a paper as PDF. The same paper gives the same bytes. A character that the typeface does not have stops it,
 * because it would be left out silently.
 */
export async function render(paper: Paper): Promise<Buffer> {
  const printer = new PdfPrinter(loadFonts(files), files, new UrlResolver(files), () => false)
  const pdf = await printer.createPdfKitDocument(definitionOf(paper))
  const { font } = pdf.provideFont(FONT, false, false)
  const missing = charactersOf(paper).filter((character) => !font.hasGlyphForCodePoint(character.codePointAt(0)!))
  assert(missing.length === 0, 'the typeface has every character of the paper', { missing: missing.length })
  return bytesOf(pdf)
}

function definitionOf({ title, madeAt, content, foot, locale = 'zh' }: Paper) {
  return {
    info: { title, creationDate: new Date(madeAt), producer: 'Puhui', creator: 'Puhui' },
    language: locale === 'zh' ? 'zh-CN' : 'en',
    pageSize: 'A4',
    pageMargins: [54, 56, 54, 60],
    defaultStyle: { font: FONT, fontSize: 9.5, lineHeight: 1.35, color: '#1b1f24' },
    styles: {
      title: { fontSize: 17, bold: true, alignment: 'center', margin: [0, 0, 0, 4] },
      subtitle: { fontSize: 9, color: '#5b6470', alignment: 'center', margin: [0, 0, 0, 14] },
      heading: { fontSize: 12, color: '#0b5a63', margin: [0, 12, 0, 4] },
      small: { fontSize: 8, color: '#5b6470' },
      // The bold face sets the title alone: each character of it would be embedded with 150 bytes more.
      head: { color: '#0b5a63', fillColor: '#eef2f5' },
      strong: { color: '#0b5a63' },
    },
    content,
    pageBreakBefore: (node: { headlineLevel?: number }, around: { getFollowingNodesOnPage(): unknown[] }) =>
      node.headlineLevel === 1 && around.getFollowingNodesOnPage().length === 0,
    footer: (page: number, pages: number) => ({
      columns: [
        { text: foot, style: 'small', width: '*' },
        { text: paperWords[locale].page(page, pages), style: 'small', alignment: 'right', width: 90 },
      ],
      margin: [54, 20, 54, 0],
    }),
  }
}

/** Every character that will be set, once. */
export function charactersOf({ title, content, foot, locale = 'zh' }: Paper): string[] {
  const seen = new Set([...title, ...foot, ...paperWords[locale].page(0, 0), ...'0123456789'])
  const visit = (part: unknown): void => {
    if (typeof part === 'string') for (const character of part) seen.add(character)
    else if (Array.isArray(part)) part.forEach(visit)
    else if (typeof part === 'object' && part !== null) {
      const { text, stack, columns, table } = part as Record<string, unknown>
      for (const inner of [text, stack, columns, (table as { body?: unknown } | undefined)?.body]) visit(inner)
    }
  }
  visit(content)
  seen.delete('\n')
  return [...seen]
}

function bytesOf(pdf: PdfStream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', (error) => reject(error))
    pdf.end()
  })
}
