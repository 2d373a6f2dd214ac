import { assert } from '@puhui/kernel'

/**
 * Writes plain data so that equal data gives equal text: keys sorted, absent and `undefined` alike,
 * a bigint like the number it is. The hash of this text is the content hash of a policy or a snapshot.
 *
 * @example canonicalJson({ b: 1n, a: undefined }) // '{"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (value === null) return 'null'
  switch (typeof value) {
    case 'bigint':
      return value.toString()
    case 'number':
      assert(Number.isFinite(value), 'only finite numbers have a canonical text')
      return JSON.stringify(value === 0 ? 0 : value)
    case 'string':
    case 'boolean':
      return JSON.stringify(value)
    case 'object':
      return Array.isArray(value)
        ? `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`
        : objectJson(value)
    default:
      throw new Error(`assertion failed: a ${typeof value} has no canonical text`)
  }
}

/**
 * The content hash of a policy or of facts.
 *
 * @param sha256 text in UTF-8 to hex; injected, since packages do no I/O and own no cryptography
 */
export function contentHash(value: unknown, sha256: (text: string) => string): string {
  return sha256(canonicalJson(value))
}

function objectJson(value: object): string {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`
}
