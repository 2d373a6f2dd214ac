import type { Day } from '@puhui/calendar'
import type { Json, MandateInputs, MandateRule } from '@puhui/product'
import { payloadHash } from '../../platform/auth/approval.ts'

/** As it is stored, hashed and signed: amounts are decimal text. */
export function ruleJson({ maxFen, days, ...rule }: MandateRule): Json {
  return { ...rule, days: [...days], maxFen: String(maxFen) }
}

export function ruleFrom(json: Json): MandateRule {
  const { maxFen, ...rule } = json as unknown as Omit<MandateRule, 'maxFen'> & { readonly maxFen: string }
  return { ...rule, maxFen: BigInt(maxFen) }
}

/** What the borrower signs: one number for the whole rule, whatever the order of its fields. */
export function ruleHashOf(rule: MandateRule): string {
  return payloadHash(ruleJson(rule))
}

export function inputsJson({ allDueFen, oldestFen, ...inputs }: MandateInputs): Json {
  return { ...inputs, allDueFen: String(allDueFen), oldestFen: String(oldestFen) }
}

export function inputsFrom(json: Json): MandateInputs {
  const { on, dueOn, accountTail, allDueFen, oldestFen } = json as unknown as {
    readonly on: Day
    readonly dueOn: Day | null
    readonly accountTail: string
    readonly allDueFen: string
    readonly oldestFen: string
  }
  return { on, dueOn, accountTail, allDueFen: BigInt(allDueFen), oldestFen: BigInt(oldestFen) }
}
