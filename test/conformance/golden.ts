import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'

const shared = process.env.PUHUI_SHARED ?? resolve(import.meta.dirname, '../../../shared')

/** Whether the outside answers are on this machine; they are no part of the project. */
export function hasGolden(): boolean {
  return existsSync(join(shared, 'golden'))
}

/** Reads a file of outside answers, packed or not. */
export function readGolden<T>(name: string): T {
  return JSON.parse(textOf(name)) as T
}

/** Reads a file of outside answers that holds one case a line. */
export function readGoldenLines<T>(name: string): readonly T[] {
  return textOf(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

function textOf(name: string): string {
  const bytes = readFileSync(join(shared, 'golden', name))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}
