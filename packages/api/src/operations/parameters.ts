import { z } from 'zod'
import { count, instant } from '../values.ts'

/** Parameters in force, those before them, and a change that waits for a second person. */
export function parametersFile<Values extends z.ZodType>(values: Values) {
  const version = z.object({
    version: count,
    values,
    reason: z.string(),
    proposedBy: z.string(),
    decidedBy: z.string(),
    at: instant,
  })
  const pending = z.object({ values, reason: z.string(), makerId: z.string(), makerName: z.string() })
  return z.object({ version: count, values, history: z.array(version), pending: pending.nullable() })
}

/** Other parameters, and why. */
export function parametersProposal<Values extends z.ZodType>(values: Values) {
  return z.strictObject({ values, reason: z.string().trim().min(2).max(500) })
}
