import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'

const BLOCK = 512

/** Reads a packed folder of outside answers in memory: text by path. */
export function readArchive(name: string): ReadonlyMap<string, string> {
  const shared = process.env.PUHUI_SHARED ?? resolve(import.meta.dirname, '../../../shared')
  const bytes = gunzipSync(readFileSync(join(shared, 'golden', name)))
  const files = new Map<string, string>()
  let longPath: string | undefined
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const field = (start: number, length: number) =>
      bytes.toString('utf8', at + start, at + start + length).replace(/\0.*$/su, '')
    const size = Number.parseInt(field(124, 12), 8)
    const path = longPath ?? field(0, 100)
    const content = () => bytes.toString('utf8', at + BLOCK, at + BLOCK + size)
    const type = field(156, 1)
    // A path beyond 100 characters stands in a block of its own, before its file.
    longPath = type === 'L' ? content().replace(/\0.*$/su, '') : undefined
    if (type === '0' || type === '') files.set(path, content())
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return files
}
