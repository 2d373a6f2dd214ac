/** The list with one item at another place; the same list when there is no such place. */
export function withMoved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  if (to < 0 || to >= list.length || from === to) return list
  const rest = list.filter((_, i) => i !== from)
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)]
}

/** The list with the items `from` to `to` one place further up (−1) or down (1). */
export function withShifted<T>(list: readonly T[], from: number, to: number, by: -1 | 1): readonly T[] {
  if (from + by < 0 || to + by >= list.length) return list
  return by < 0 ? withMoved(list, from - 1, to) : withMoved(list, to + 1, from)
}

export function withReplaced<T>(list: readonly T[], at: number, item: T): readonly T[] {
  return list.map((one, i) => (i === at ? item : one))
}

export function without<T>(list: readonly T[], at: number): readonly T[] {
  return list.filter((_, i) => i !== at)
}

/** A name that nobody has yet: `word`, `word-2`, `word-3` … */
export function freshName(word: string, taken: readonly string[]): string {
  if (!taken.includes(word)) return word
  let n = 2
  while (taken.includes(`${word}-${n}`)) n += 1
  return `${word}-${n}`
}
