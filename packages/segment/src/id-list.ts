/**
 * Customer ids, one a row, in fixed-width bytes: five million of them are one array and no strings. Rows that came in
 * ascending order are found by halving; the few that came later, by a map.
 */
export interface IdList {
  bytes: Uint8Array<ArrayBuffer>
  width: number
  /** Rows 0 … sorted - 1 stand in ascending order. */
  sorted: number
  readonly late: Map<string, number>
}

export function emptyIds(capacity: number, width: number): IdList {
  return { bytes: new Uint8Array(capacity * width), width, sorted: 0, late: new Map() }
}

export function idAt(ids: IdList, row: number): string {
  const { bytes, width } = ids
  let text = ''
  for (let at = row * width; at < (row + 1) * width && bytes[at] !== 0; at++) text += String.fromCharCode(bytes[at]!)
  return text
}

/** The row of an id, or -1. */
export function rowOfId(ids: IdList, id: string): number {
  if (id.length > ids.width) return -1
  let [low, high] = [0, ids.sorted - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const order = compareAt(ids, middle, id)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return ids.late.get(id) ?? -1
}

export function writeId(ids: IdList, row: number, id: string, rows: number): void {
  makeRoom(ids, row, id)
  for (let at = 0; at < ids.width; at++) ids.bytes[row * ids.width + at] = at < id.length ? id.charCodeAt(at) : 0
  const follows = ids.sorted === rows && (rows === 0 || compareAt(ids, rows - 1, id) < 0)
  if (follows) ids.sorted = rows + 1
  else ids.late.set(id, row)
}

/** Below 0 where the id of the row comes before `id` in byte order. */
function compareAt({ bytes, width }: IdList, row: number, id: string): number {
  for (let at = 0; at < width; at++) {
    const difference = bytes[row * width + at]! - (at < id.length ? id.charCodeAt(at) : 0)
    if (difference !== 0) return difference
  }
  return 0
}

function makeRoom(ids: IdList, row: number, id: string): void {
  if (id.length > ids.width) widen(ids, id.length)
  if (ids.bytes.length >= (row + 1) * ids.width) return
  const more = new Uint8Array(Math.max(1024, (row + 1) * 2) * ids.width)
  more.set(ids.bytes)
  ids.bytes = more
}

function widen(ids: IdList, width: number): void {
  const rows = ids.width === 0 ? 0 : ids.bytes.length / ids.width
  const wider = new Uint8Array(Math.max(1024, rows) * width)
  for (let row = 0; row < rows; row++)
    wider.set(ids.bytes.subarray(row * ids.width, (row + 1) * ids.width), row * width)
  ids.bytes = wider
  ids.width = width
}
