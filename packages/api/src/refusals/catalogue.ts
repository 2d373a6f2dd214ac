import type { Locale } from '@puhui/kernel'
import { businessRefusals } from './business.ts'
import { complianceRefusals } from './compliance.ts'
import type { RefusalEntry } from './entry.ts'
import { hardshipRefusals } from './hardship.ts'
import { importRefusals } from './imports.ts'
import { loanChangeRefusals } from './loan-changes.ts'
import { mandateRefusals } from './mandates.ts'
import { marketRefusals } from './market.ts'
import { moneyBackRefusals } from './money-back.ts'
import { platformRefusals } from './platform.ts'
import { redesignRefusals } from './redesigns.ts'
import { regulationRefusals } from './regulations.ts'
import { sceneRefusals } from './scenes.ts'
import { surveyRefusals } from './surveys.ts'
import { underwritingRefusals } from './underwriting.ts'
import { watchRefusals } from './watch.ts'
import { withdrawalRefusals } from './withdrawals.ts'

const entries = {
  ...sceneRefusals,
  ...mandateRefusals,
  ...loanChangeRefusals,
  ...redesignRefusals,
  ...platformRefusals,
  ...surveyRefusals,
  ...businessRefusals,
  ...hardshipRefusals,
  ...moneyBackRefusals,
  ...complianceRefusals,
  ...importRefusals,
  ...regulationRefusals,
  ...marketRefusals,
  ...underwritingRefusals,
  ...watchRefusals,
  ...withdrawalRefusals,
}

/** Every way the platform says no over its API; a closed set. */
export type RefusalCode = keyof typeof entries

export const refusalCatalogue: Readonly<Record<RefusalCode, RefusalEntry>> = entries

export function isRefusalCode(code: string): code is RefusalCode {
  return code in entries
}

/**
 * The text of a refusal in the reader's language, its facts filled in.
 *
 * @example refusalText('loan.not_reversible', 'en') // 'This event cannot be reversed'
 */
export function refusalText(code: RefusalCode, locale: Locale, facts: Readonly<Record<string, unknown>> = {}): string {
  return fill(refusalCatalogue[code][locale], facts)
}

/** What the reader can do about it, when there is something to say. */
export function refusalHelp(
  code: RefusalCode,
  locale: Locale,
  facts: Readonly<Record<string, unknown>> = {},
): string | undefined {
  const help = refusalCatalogue[code].help?.[locale]
  return help === undefined ? undefined : fill(help, facts)
}

function fill(text: string, facts: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(facts[name] ?? '…'))
}
