import type { Policy } from './policy.ts'

/** One thing that differs between two versions of a policy. */
export interface PolicyDifference {
  /** From the top: `stages`, the stage's id, `rules`, the rule's id, the field; a cell by its number. */
  readonly path: readonly string[]
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  /** Absent where it was added; a whole row where a row was removed. */
  readonly before?: unknown
  readonly after?: unknown
}

/** What every version changes of itself. */
const OWN = ['version', 'effectiveOn']

/**
 * What differs between two versions, row by row: stages, rules, table rows, attributes, parameters and reasons are
 * matched by id or code, so that a row put in between is one addition.
 *
 * @returns in the order of `after`, removals where they stood before
 * @example policyDifferences(v1, v2) // [{ path: ['parameters', 'ageMax', 'value'], kind: 'changed', before: 65, after: 60 }]
 */
export function policyDifferences(before: Policy, after: Policy): PolicyDifference[] {
  return differences(before, after, []).filter(({ path }) => path.length > 1 || !OWN.includes(path[0]!))
}

function differences(before: unknown, after: unknown, path: readonly string[]): PolicyDifference[] {
  if (before === undefined && after === undefined) return []
  if (before === undefined) return [{ path, kind: 'added', after }]
  if (after === undefined) return [{ path, kind: 'removed', before }]
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, path)
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap((name) => differences(before[name], after[name], [...path, name]))
  }
  return Object.is(before, after) ? [] : [{ path, kind: 'changed', before, after }]
}

function ofLists(before: readonly unknown[], after: readonly unknown[], path: readonly string[]): PolicyDifference[] {
  const [ours, theirs] = [keysOf(before), keysOf(after)]
  if (!ours || !theirs) {
    const length = Math.max(before.length, after.length)
    return Array.from({ length }, (_, i) => differences(before[i], after[i], [...path, String(i + 1)])).flat()
  }
  const [was, is] = [new Map(ours.map((key, i) => [key, i])), new Map(theirs.map((key, i) => [key, i]))]
  const removed = ours
    .filter((key) => !is.has(key))
    .map((key): PolicyDifference => ({ path: [...path, key], kind: 'removed', before: before[was.get(key)!] }))
  const moved = movedKeys(ours, theirs)
  return [
    ...removed,
    ...theirs.flatMap((key, i) => [
      ...(moved.has(key)
        ? [{ path: [...path, key], kind: 'moved' as const, before: was.get(key)! + 1, after: i + 1 }]
        : []),
      ...differences(before[was.get(key) ?? -1], after[i], [...path, key]),
    ]),
  ]
}

/** Ids or codes of a list whose items all have one, each once; undefined for any other list. */
function keysOf(list: readonly unknown[]): string[] | undefined {
  const keys = list.map((item) => (isObject(item) ? (item.id ?? item.code) : undefined))
  const isKeyed = keys.every((key): key is string => typeof key === 'string') && new Set(keys).size === keys.length
  return isKeyed ? (keys as string[]) : undefined
}

/** The keys in both lists that changed their order: all but a longest run that kept it. */
function movedKeys(before: readonly string[], after: readonly string[]): Set<string> {
  const was = new Map(before.map((key, i) => [key, i]))
  const common = after.filter((key) => was.has(key))
  const kept = longestRising(common.map((key) => was.get(key)!))
  return new Set(common.filter((key) => !kept.has(was.get(key)!)))
}

function longestRising(numbers: readonly number[]): Set<number> {
  const tails: number[] = []
  const before = new Map<number, number | undefined>()
  for (const number of numbers) {
    let [low, high] = [0, tails.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (tails[middle]! < number) low = middle + 1
      else high = middle
    }
    before.set(number, tails[low - 1])
    tails[low] = number
  }
  const run = new Set<number>()
  for (let at = tails.at(-1); at !== undefined; at = before.get(at)) run.add(at)
  return run
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
