import { inflateSync } from 'node:zlib'

interface PdfObject {
  readonly head: string
  readonly stream: Buffer | undefined
}

/** The text of a PDF as a reader would copy it, one string per page: the proof that it is text and not a picture. */
export function pdfPages(file: Buffer): string[] {
  const objects = objectsOf(file)
  const fonts = new Map<string, Map<number, string>>()
  for (const { head } of objects.values()) {
    for (const [, name, id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id))?.head ?? '')?.[1]
      const map = unicode ? objects.get(Number(unicode))?.stream : undefined
      if (map) fonts.set(name!, charactersOf(map.toString('latin1')))
    }
  }
  return pagesInOrder(objects).map(({ head }) => {
    const content = objects.get(Number(/\/Contents (\d+) 0 R/.exec(head)![1]))!.stream!
    return textOf(content.toString('latin1'), fonts)
  })
}

/** As the page tree lists them: in the file they stand as each was ready. */
function pagesInOrder(objects: Map<number, PdfObject>): PdfObject[] {
  const kids = [...objects.values()].flatMap(({ head }) => /\/Kids \[([^\]]*)\]/.exec(head)?.[1] ?? [])
  return [...kids.join(' ').matchAll(/(\d+) 0 R/g)].map(([, id]) => objects.get(Number(id))!)
}

function objectsOf(file: Buffer): Map<number, PdfObject> {
  const text = file.toString('latin1')
  const found = new Map<number, PdfObject>()
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\n?endobj/g)) {
    const body = match[2]!
    const at = body.indexOf('stream\n')
    const head = at < 0 ? body : body.slice(0, at)
    const from = match.index + match[0].indexOf(body) + at + 'stream\n'.length
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const raw = at < 0 ? undefined : file.subarray(from, from + length)
    found.set(Number(match[1]), { head, stream: raw && head.includes('FlateDecode') ? inflateSync(raw) : raw })
  }
  return found
}

function charactersOf(map: string): Map<number, string> {
  const characters = new Map<number, string>()
  for (const [, from, list] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    // A ligature stands for several characters: `<0066 0066>`.
    const glyphs = [...list!.matchAll(/<([0-9a-f ]*)>/gi)].map(([, hex]) => utf16(hex!.replaceAll(' ', '')))
    glyphs.forEach((glyph, index) => void characters.set(Number.parseInt(from!, 16) + index, glyph))
  }
  return characters
}

function utf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('')
}

function textOf(content: string, fonts: Map<string, Map<number, string>>): string {
  let font: Map<number, string> | undefined
  let text = ''
  for (const [, name, hex] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9a-f]+)>/gi)) {
    if (name) font = fonts.get(name)
    else text += (hex!.match(/.{4}/g) ?? []).map((code) => font?.get(Number.parseInt(code, 16)) ?? '').join('')
  }
  return text
}
