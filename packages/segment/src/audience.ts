import { type Bits, eachRow } from './bits.ts'
import { idAt } from './id-list.ts'
import type { SegmentStore } from './store.ts'

/** The customers of an audience: their ids in ascending order, one a line, in ASCII. The same people are the same bytes. */
export interface Audience {
  readonly count: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

export function audienceOf(store: SegmentStore, members: Bits): Audience {
  const { ids } = store
  const late: string[] = []
  const out = { bytes: new Uint8Array(64 * 1024), at: 0 }
  let count = 0
  const isSorted = ids.late.size === 0
  eachRow(members, (row) => {
    count += 1
    if (isSorted) writeLine(out, ids.bytes, row * ids.width, ids.width)
    else late.push(idAt(ids, row))
  })
  for (const id of late.sort(byBytes)) writeText(out, id)
  return { count, bytes: out.bytes.slice(0, out.at) }
}

/** The ids of an audience as text, in ascending order. */
export function idsOf(store: SegmentStore, members: Bits): string[] {
  const all: string[] = []
  eachRow(members, (row) => all.push(idAt(store.ids, row)))
  return store.ids.late.size === 0 ? all : all.sort(byBytes)
}

interface Out {
  bytes: Uint8Array<ArrayBuffer>
  at: number
}

const NEW_LINE = 10

function writeLine(out: Out, from: Uint8Array, start: number, width: number): void {
  makeRoom(out, width + 1)
  const { bytes } = out
  let { at } = out
  for (let i = start; i < start + width && from[i] !== 0; i++) bytes[at++] = from[i]!
  bytes[at++] = NEW_LINE
  out.at = at
}

function writeText(out: Out, text: string): void {
  makeRoom(out, text.length + 1)
  for (let i = 0; i < text.length; i++) out.bytes[out.at++] = text.charCodeAt(i)
  out.bytes[out.at++] = NEW_LINE
}

function makeRoom(out: Out, length: number): void {
  if (out.at + length <= out.bytes.length) return
  const more = new Uint8Array(out.bytes.length * 2)
  more.set(out.bytes)
  out.bytes = more
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
