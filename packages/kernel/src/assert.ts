/**
 * Stops at a bug: a state that the code above has promised cannot be.
 *
 * @param facts ids and counts that help to find the bug; never personal data
 */
export function assert(condition: unknown, message: string, facts: Record<string, unknown> = {}): asserts condition {
  if (condition) return
  const shown = JSON.stringify(facts, (_key, value) => (typeof value === 'bigint' ? value.toString() : value))
  throw new Error(`assertion failed: ${message} ${shown}`)
}

/** Closes a `switch` over a union: a case that was forgotten does not compile. */
export function assertNever(value: never): never {
  throw new Error(`assertion failed: unexpected case ${JSON.stringify(value)}`)
}
