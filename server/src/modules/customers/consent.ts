import type { JournalAction } from '@puhui/api'
import { type ConsentRecord, mayProcess, type PurposeId, withdrawal } from '@puhui/compliance'
import { dayOf } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { lenderProfile } from '../../platform/settings.ts'
import { purpose, purposesOf } from './model.ts'
import { insertConsent, readConsentRows, readConsents } from './store.ts'

/** A customer's answers in the order in which they were given, as `@puhui/compliance` reads them. */
export function consentsOf(ctx: Pick<ReadContext, 'db'>, customerId: string): Promise<ConsentRecord[]> {
  return readConsents(ctx.db, customerId)
}

/**
 * Lets data be processed for a purpose only while a consent to its present wording stands.
 *
 * @refuses compliance.consent_missing, naming the purpose
 * @source CN-PRIV-001, CN-PRIV-002 (个人信息保护法 arts. 13, 14, 23, 29)
 */
export async function requireConsent(
  ctx: Pick<ReadContext, 'db' | 'clock' | 'locale'>,
  customerId: string,
  id: PurposeId,
): Promise<void> {
  const asked = purpose(id)!
  const verdict = mayProcess(await readConsents(ctx.db, customerId), asked, dayOf(ctx.clock.now()))
  if (verdict.decision === 'allow') return
  const why = 'code' in verdict ? verdict.code : undefined
  throw new RefusalError({ code: 'compliance.consent_missing', purpose: asked.title[ctx.locale], purposeId: id, why })
}

/** Keeps a consent with the words that were shown. Granting what stands already changes nothing. */
export async function grantConsent(
  ctx: WriteContext,
  customerId: string,
  { purpose: id, version, channel }: { readonly purpose: string; readonly version: number; readonly channel: string },
): Promise<void> {
  const { name } = await lenderProfile(ctx)
  const asked = purposesOf(name).find((one) => one.id === id)
  if (!asked) throw new RefusalError({ code: 'compliance.unknown_purpose' })
  if (asked.version !== version) throw new RefusalError({ code: 'compliance.consent_version_old' })
  const on = dayOf(ctx.clock.now())
  if (mayProcess(await readConsents(ctx.db, customerId), asked, on).decision === 'allow') return
  const { title, text, notice, kind } = asked
  const consent: ConsentRecord = { purpose: asked.id, version, kind, answer: 'granted', answeredOn: on }
  await insertConsent(ctx, customerId, consent, { title, text, notice }, channel)
  await recordAnswer(ctx, 'customers.consent_granted', customerId, id, version)
}

/** Takes a consent back; as easy as giving it. What was done before stays lawful (个人信息保护法 art. 15). */
export async function withdrawConsent(
  ctx: WriteContext,
  customerId: string,
  id: string,
  channel: string,
): Promise<void> {
  const asked = purpose(id)
  if (!asked) throw new RefusalError({ code: 'compliance.unknown_purpose' })
  const on = dayOf(ctx.clock.now())
  const last = (await readConsents(ctx.db, customerId)).findLast((one) => one.purpose === asked.id)
  if (last?.answer !== 'granted') return
  await insertConsent(ctx, customerId, withdrawal(asked, on), { title: asked.title }, channel)
  await recordAnswer(ctx, 'customers.consent_withdrawn', customerId, id, asked.version)
}

/** Lets what only a merge had stopped stand again, in the words that were agreed to; what the person said since counts. */
export async function restoreConsents(ctx: WriteContext, customerId: string, channel: string): Promise<void> {
  const rows = await readConsentRows(ctx.tx, customerId)
  const last = new Map(rows.map((row) => [row.purpose, row]))
  for (const stopped of last.values()) {
    if (stopped.channel !== channel || stopped.answer !== 'withdrawn') continue
    const agreed = rows.findLast((row) => row.purpose === stopped.purpose && row.answer === 'granted')!
    const { purpose: id, version, kind } = agreed
    const on = dayOf(ctx.clock.now())
    const consent: ConsentRecord = { purpose: id as PurposeId, version, kind, answer: 'granted', answeredOn: on }
    await insertConsent(ctx, customerId, consent, { restores: agreed.id, shown: agreed.shown }, `${channel}-undone`)
    await recordAnswer(ctx, 'customers.consent_granted', customerId, id, version)
  }
}

function recordAnswer(ctx: WriteContext, action: JournalAction, customerId: string, id: string, version: number) {
  return record(ctx, {
    action,
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    after: { purpose: id, version },
  })
}
