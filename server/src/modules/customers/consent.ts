import type { JournalAction } from '@puhui/api'
import { type ConsentRecord, mayProcess, type PurposeId, withdrawal } from '@puhui/compliance'
import { dayOf } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { lenderProfile } from '../../platform/settings.ts'
import { readStandingMerges } from './merge-store.ts'
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

const MERGE = 'merge'

/**
 * Lets the stricter of two answers stand for both records: where one agreed and the other refused, the kept one refuses
 * from now on, whatever the order in which the two were asked.
 *
 * @returns the purposes that stand for neither any more
 */
export async function stopByMerge(
  ctx: WriteContext,
  mergeId: string,
  { keptId, mergedId }: { readonly keptId: string; readonly mergedId: string },
): Promise<readonly PurposeId[]> {
  const [kept, merged] = [lastAnswers(await consentsOf(ctx, keptId)), lastAnswers(await consentsOf(ctx, mergedId))]
  const stopped = [...kept].flatMap(([id, answer]) => {
    const other = merged.get(id)
    return other !== undefined && (answer === 'granted') !== (other === 'granted') ? [id] : []
  })
  for (const id of stopped) {
    const asked = purpose(id)!
    const shown = { title: asked.title, merge: mergeId }
    await insertConsent(ctx, keptId, withdrawal(asked, dayOf(ctx.clock.now())), shown, MERGE)
    await recordAnswer(ctx, 'customers.consent_withdrawn', keptId, id, asked.version)
  }
  return stopped
}

function lastAnswers(records: readonly ConsentRecord[]): ReadonlyMap<PurposeId, ConsentRecord['answer']> {
  return new Map(records.map(({ purpose: id, answer }) => [id, answer]))
}

/**
 * Lets what merges that were undone had stopped stand again, in the words that were agreed to. What the person said since,
 * and what another merge stops, counts.
 */
export async function restoreConsents(ctx: WriteContext, customerId: string): Promise<void> {
  const standing = await readStandingMerges(ctx.tx, customerId)
  const rows = await readConsentRows(ctx.tx, customerId)
  for (const id of new Set(rows.map((row) => row.purpose))) {
    const answers = rows.filter((row) => row.purpose === id)
    const before = answers.findLast((row) => row.channel !== MERGE || standing.has(mergeOf(row)))
    if (before === undefined || before === answers.at(-1) || before.answer !== 'granted') continue
    const { version, kind } = before
    const on = dayOf(ctx.clock.now())
    const consent: ConsentRecord = { purpose: id as PurposeId, version, kind, answer: 'granted', answeredOn: on }
    await insertConsent(ctx, customerId, consent, { restores: before.id, shown: before.shown }, `${MERGE}-undone`)
    await recordAnswer(ctx, 'customers.consent_granted', customerId, id, version)
  }
}

function mergeOf({ shown }: { readonly shown: unknown }): string {
  return (shown as { readonly merge?: string }).merge ?? ''
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
