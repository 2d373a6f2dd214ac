import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'

const root = resolve(import.meta.dirname, '../..')
const shared = folderOf(process.env.PUHUI_SHARED || '../shared')

/** A folder that is not told in full is looked for where the command was given, then beside the project. */
function folderOf(named: string): string {
  const here = resolve(named)
  return existsSync(here) ? here : resolve(root, named)
}

/** Whether the outside answers are on this machine; they are no part of the project. */
export function hasGolden(): boolean {
  return existsSync(join(shared, 'golden'))
}

/** The bytes of a file of outside answers, unpacked; it may stand there packed or not. Undefined when it is absent. */
export function goldenBytes(name: string): Buffer | undefined {
  const plain = name.replace(/\.gz$/u, '')
  const found = [name, plain, `${plain}.gz`]
    .map((each) => join(shared, 'golden', each))
    .find((path) => existsSync(path))
  if (found === undefined) return undefined
  const bytes = readFileSync(found)
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
}

/** Reads a file of outside answers; undefined when it is absent. */
export function readGolden<T>(name: string): T | undefined {
  const text = goldenBytes(name)?.toString('utf8')
  return text === undefined ? undefined : (JSON.parse(text) as T)
}

/** Reads a file of outside answers that holds one case a line. */
export function readGoldenLines<T>(name: string): readonly T[] {
  const lines = (goldenBytes(name)?.toString('utf8') ?? '').split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => JSON.parse(line) as T)
}
