export type FileProblem = 'empty' | 'tooLarge' | 'heic' | 'notAPaper'

/** How many bytes of a file say what it is. */
export const HEAD_BYTES = 16

/** What is wrong with a file before it goes up, by what it holds and not by its name; undefined: nothing. */
export function fileProblem(size: number, head: Uint8Array, bytesMax: number): FileProblem | undefined {
  if (size === 0) return 'empty'
  if (isHeic(head)) return 'heic'
  if (!isJpeg(head) && !startsWith(head, PNG) && !startsWith(head, PDF)) return 'notAPaper'
  return size > bytesMax ? 'tooLarge' : undefined
}

const PNG = [0x89, 0x50, 0x4e, 0x47]
const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d]

function isJpeg(head: Uint8Array): boolean {
  return startsWith(head, [0xff, 0xd8])
}

/** A box `ftyp` at the beginning, of one of the brands that phones write. */
function isHeic(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(4, 12))
  return text.startsWith('ftyp') && /^(?:heic|heix|hevc|mif1|msf1|avif)/.test(text.slice(4))
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte)
}
