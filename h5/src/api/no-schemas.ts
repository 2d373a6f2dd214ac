/** Answers every property and every call with itself. */
const nothing: unknown = new Proxy(() => nothing, { get: () => nothing })

/**
 * What the mobile pages have in the place of zod. Operations are declared with their schemas; the server checks by
 * them, while here they are types only and half of the first load would be a checker that never checks.
 */
export const z = nothing
