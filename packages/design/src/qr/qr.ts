import { ok, type Result, refuse } from '@puhui/kernel'
import { codewordsOf } from './codewords.ts'
import { applyMask, MASKS, penaltyOf } from './mask.ts'
import { capacityOf, VERSION_MAX } from './size.ts'
import { emptySymbol, type QrSymbol, writeFormat } from './symbol.ts'

export interface QrTooLong {
  readonly code: 'design.qr_too_long'
  readonly bytes: number
  readonly max: number
}

/**
 * The QR code of a text: byte mode (UTF-8), error correction level M, the smallest version that holds it, the mask
 * that is easiest to read.
 *
 * @returns rows of modules, dark is true, without the quiet zone of four modules that must stand around it
 * @refuses design.qr_too_long above version 15 (412 bytes)
 * @source ISO/IEC 18004:2015
 * @example qrOf('https://puhui.example/m/s/abc').ok // true
 */
export function qrOf(text: string): Result<readonly (readonly boolean[])[], QrTooLong> {
  const bytes = utf8(text)
  const max = capacityOf(VERSION_MAX)
  if (bytes.length > max) return refuse({ code: 'design.qr_too_long', bytes: bytes.length, max })
  let version = 1
  while (capacityOf(version) < bytes.length) version++
  const codewords = codewordsOf(bytes, version)
  const candidates = MASKS.map((_, mask) => symbolOf(codewords, version, mask))
  return ok(candidates.reduce((best, one) => (penaltyOf(one) < penaltyOf(best) ? one : best)).dark)
}

/**
 * The path of a QR code for an SVG whose viewBox is `0 0 size size`, quiet zone included.
 *
 * @example qrPath([[true]]) // { size: 9, path: 'M4 4h1v1h-1z' }
 */
export function qrPath(modules: readonly (readonly boolean[])[]): { readonly size: number; readonly path: string } {
  const quiet = 4
  const path = modules
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')))
    .join('')
  return { size: modules.length + 2 * quiet, path }
}

function symbolOf(codewords: readonly number[], version: number, mask: number): QrSymbol {
  const symbol = emptySymbol(version)
  place(symbol, codewords)
  applyMask(symbol, mask)
  writeFormat(symbol, mask)
  return symbol
}

/** In pairs of columns from the right, up and down in turn, past the vertical timing line. ISO/IEC 18004:2015, 7.7.3. */
function place({ size, dark, isFixed }: QrSymbol, codewords: readonly number[]): void {
  let at = 0
  let isUp = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      const row = isUp ? size - 1 - step : step
      for (const column of [right, right - 1]) {
        if (isFixed[row]![column]) continue
        const byte = codewords[at >> 3] ?? 0
        dark[row]![column] = ((byte >> (7 - (at & 7))) & 1) === 1
        at++
      }
    }
    isUp = !isUp
  }
}

function utf8(text: string): number[] {
  return [...text].flatMap((character) => {
    const code = character.codePointAt(0)!
    if (code < 0x80) return [code]
    if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)]
    if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)]
    return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)]
  })
}
