import { goldenBytes } from './golden.ts'

const BLOCK = 512

/** Reads a packed folder of outside answers in memory: text by path; nothing when it is absent. */
export function readArchive(name: string): ReadonlyMap<string, string> {
  const bytes = goldenBytes(name) ?? Buffer.alloc(0)
  const files = new Map<string, string>()
  let longPath: string | undefined
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const field = (start: number, length: number) =>
      bytes.toString('utf8', at + start, at + start + length).replace(/\0.*$/su, '')
    const size = Number.parseInt(field(124, 12), 8) || 0
    const content = () => bytes.toString('utf8', at + BLOCK, at + BLOCK + size)
    const type = field(156, 1)
    if (type === '0' || type === '') files.set(longPath ?? pathOf(field), content())
    // A path beyond 100 characters stands in a block of its own, before its file.
    if (type === 'L') longPath = content().replace(/\0.*$/su, '')
    else if (type === 'x') longPath = /\d+ path=(.*)\n/u.exec(content())?.[1]
    else longPath = undefined
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return new Map([...files].map(([path, text]) => [path.replace(/^\.\//u, ''), text]))
}

/** A path is in two parts where the first does not hold it. */
function pathOf(field: (start: number, length: number) => string): string {
  const prefix = field(257, 6) === 'ustar' ? field(345, 155) : ''
  return prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`
}
