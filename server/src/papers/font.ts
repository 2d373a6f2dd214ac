import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The typefaces of papers: complete for Chinese names, rare characters included, and embedded as subsets. */
export const FONT = 'NotoSansSC'
const FILES = {
  normal: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
} as const

/** What pdfmake reads files through. */
export interface FontFiles {
  writeFileSync(name: string, content: Buffer): void
}

let isLoaded = false

/** Puts the typefaces (10 MB each) into memory, once per process. */
export function loadFonts(files: FontFiles): Readonly<Record<string, typeof FILES>> {
  if (!isLoaded) {
    for (const file of Object.values(FILES)) files.writeFileSync(file, readFileSync(require.resolve(file)))
    isLoaded = true
  }
  return { [FONT]: FILES }
}
