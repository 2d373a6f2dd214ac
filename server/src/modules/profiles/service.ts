import type { Day } from '@puhui/calendar'
import { slotOf } from '@puhui/condition'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { factById } from './facts.ts'
import { factsOf, type KnownFacts, type ProfileInput } from './model.ts'
import { QUESTIONNAIRE, riskLevelOf } from './questionnaire.ts'
import type { FactScalar, ProfileSetting } from './schema.ts'
import {
  deleteTags,
  type FactChange,
  insertRiskAnswer,
  insertSetting,
  markPersonalised,
  putCorrection,
  readFacts,
  readHeads,
  readSetting,
  writeProfiles,
} from './store.ts'

/**
 * Computes profiles anew and keeps what changed, with the reason. A profile in which nothing changed keeps its version;
 * the first has nothing to be compared with.
 *
 * @returns how many profiles changed
 */
export async function computeProfiles(
  ctx: WriteContext,
  inputs: readonly ProfileInput[],
  today: Day,
  reason: string,
): Promise<number> {
  const ids = inputs.map(({ customerId }) => customerId)
  const [heads, before, setting] = [
    await readHeads(ctx.tx, ids),
    await readFacts(ctx.tx, ids),
    await readSetting(ctx.tx),
  ]
  const changed: FactChange[] = []
  const written: {
    heads: { customerId: string; version: number }[]
    put: { customerId: string; facts: KnownFacts }[]
  } = { heads: [], put: [] }
  for (const input of inputs) {
    const { customerId } = input
    const facts = factsOf(input, setting, today, ctx.clock.now())
    const was = before.get(customerId) ?? new Map()
    const head = heads.get(customerId)
    const version = (head?.version ?? 0) + 1
    const own = changesOf(was, facts).map((change) => ({ ...change, customerId, version, reason }))
    if (head && own.length === 0) continue
    if (head) changed.push(...own)
    written.heads.push({ customerId, version })
    const fresh = own.filter(({ after }) => after !== null).map(({ factId }) => [factId, facts.get(factId)!] as const)
    written.put.push({ customerId, facts: new Map(fresh) })
  }
  const gone = changed.filter(({ after }) => after === null).map(({ customerId, factId }) => ({ customerId, factId }))
  if (written.heads.length > 0) await writeProfiles(ctx, { ...written, gone, changes: changed })
  return written.heads.length
}

function changesOf(was: KnownFacts, facts: KnownFacts): Pick<FactChange, 'factId' | 'before' | 'after' | 'source'>[] {
  const ids = new Set([...was.keys(), ...facts.keys()])
  return [...ids].flatMap((factId) => {
    const [before, after] = [was.get(factId), facts.get(factId)]
    const isSame = before?.value === after?.value && before?.source === after?.source
    return isSame
      ? []
      : [{ factId, before: before?.value ?? null, after: after?.value ?? null, source: (after ?? before)!.source }]
  })
}

/**
 * Puts right what the lender believes about a customer, in the customer's own words.
 *
 * @refuses profiles.not_correctable, profiles.value_invalid
 * @source CN-PRIV-005 (个人信息保护法 art. 46)
 */
export async function correctFact(
  ctx: WriteContext,
  customerId: string,
  factId: string,
  value: FactScalar,
): Promise<void> {
  const fact = factById.get(factId)
  if (!fact?.isCorrectable) throw new RefusalError({ code: 'profiles.not_correctable' })
  const isKnown =
    fact.type === 'enum' ? fact.values!.some((each) => each.value === value) : slotOf(fact.type, value) !== undefined
  if (!isKnown)
    throw new RefusalError({ code: 'profiles.value_invalid' }, [{ pointer: '/value', code: 'profiles.value_invalid' }])
  await putCorrection(ctx, customerId, factId, value)
  await record(ctx, {
    action: 'profiles.fact_corrected',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    after: { factId },
  })
}

/** Personal offers on or off; off takes effect with this transaction. Source: 网络数据安全管理条例 art. 42, CN-PRIV-003. */
export async function setPersonalisation(ctx: WriteContext, customerId: string, isOn: boolean): Promise<void> {
  await markPersonalised(ctx, customerId, isOn)
  await record(ctx, {
    action: isOn ? 'profiles.personalisation_on' : 'profiles.personalisation_off',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
  })
}

/** Deletes the tags and what they were concluded from; the loans themselves stay, as the law wants. */
export async function deleteProfile(ctx: WriteContext, customerId: string): Promise<number> {
  const deleted = await deleteTags(ctx, customerId)
  await record(ctx, {
    action: 'profiles.tags_deleted',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    after: { deleted },
  })
  return deleted
}

/** Keeps the answers to the risk questionnaire. @refuses profiles.answers_incomplete */
export async function answerRisk(
  ctx: WriteContext,
  customerId: string,
  answers: readonly number[],
  channel: string,
): Promise<string> {
  const { questions, version } = QUESTIONNAIRE
  const isWhole = answers.length === questions.length && answers.every((each, at) => questions[at]!.answers[each])
  if (!isWhole) throw new RefusalError({ code: 'profiles.answers_incomplete' })
  const { points, level } = riskLevelOf(answers)
  await insertRiskAnswer(ctx, customerId, { version, answers, points, level, channel })
  await record(ctx, {
    action: 'profiles.risk_answered',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    after: { version, level },
  })
  return level
}

/**
 * Sets where age bands and income levels begin.
 *
 * @refuses profiles.cuts_invalid when they do not ascend, or 20–35 is not one band
 */
export async function setSetting(ctx: WriteContext, setting: ProfileSetting, reason: string): Promise<void> {
  const { ageCuts, incomeCutsFen } = setting
  const ascends = ageCuts.every((cut, at) => at === 0 || cut > ageCuts[at - 1]!)
  const at = ageCuts.indexOf(20)
  const isYouthOne = at >= 0 && ageCuts[at + 1] === 36
  if (!ascends || !isYouthOne || BigInt(incomeCutsFen[0]) >= BigInt(incomeCutsFen[1]))
    throw new RefusalError({ code: 'profiles.cuts_invalid' })
  const before = await readSetting(ctx.tx)
  await insertSetting(ctx, setting, reason)
  await record(ctx, {
    action: 'profiles.cuts_set',
    objectKind: 'setting',
    objectId: 'profiles',
    reason,
    before,
    after: setting,
  })
}

export function settingOf(ctx: Pick<ReadContext, 'db'>): Promise<ProfileSetting> {
  return readSetting(ctx.db)
}
