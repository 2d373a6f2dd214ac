import type { Day } from '@puhui/calendar'
import { checkAdvertising, checkRule, type RulePack } from '@puhui/compliance'
import type { ContactChannel, ContactKind } from '@puhui/contact'
import type { Localized } from '@puhui/kernel'
import type { RefusalProblem } from '../../platform/refusal-error.ts'

/** What a message says, as far as the law asks. */
export interface Content {
  readonly kind: ContactKind
  readonly channel: ContactChannel
  readonly subject: Localized | null
  readonly body: Localized
}

interface Around {
  readonly pack: RulePack
  readonly sender: Localized
  readonly on: Day
}

/**
 * Every problem of a text that is to be sent to many: banned phrases, a rate without its year, no sender, no way out.
 *
 * @source CN-CONS-004 (forbidden phrases), CN-CONS-005 (sender, refusal), CN-RATE-001 (annual rate)
 */
export function contentProblems({ kind, channel, subject, body }: Content, around: Around): RefusalProblem[] {
  const problems: RefusalProblem[] = []
  for (const locale of ['zh', 'en'] as const) {
    const pointer = `/body/${locale}`
    const text = `${subject?.[locale] ?? ''}\n${body[locale]}`
    const phrase = checkRule(around.pack, 'CN-CONS-004', around.on, { on: around.on, text })
    if (phrase.decision !== 'allow') problems.push(refused(pointer, phrase.code, phrase.facts.phrases))
    if (kind === 'credit-offer' && locale === 'zh') {
      const rate = checkAdvertising({ text })
      if (rate.decision !== 'allow') problems.push(refused(pointer, rate.code))
    }
    if (!text.includes(around.sender[locale]))
      problems.push({ pointer, code: 'campaigns.sender_missing', facts: { sender: around.sender[locale] } })
    if (channel !== 'branch' && !WAY_OUT[locale].test(text))
      problems.push({ pointer, code: 'campaigns.unsubscribe_missing' })
  }
  if (channel === 'email' && subject === null) problems.push({ pointer: '/subject', code: 'campaigns.subject_missing' })
  return problems
}

const WAY_OUT = { zh: /退订|拒收/u, en: /\bstop\b|unsubscribe/iu } as const

function refused(pointer: string, why: string, detail?: unknown): RefusalProblem {
  const words = Array.isArray(detail) ? detail.join('、') : ''
  return { pointer, code: 'campaigns.content_refused', facts: { why: words || why } }
}
