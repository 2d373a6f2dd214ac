import { borrowerApi, type OutputOf, profilesApi } from '@puhui/api'
import { refreshProfiles } from '../flows/refresh-profiles.ts'
import { stopMarketing } from '../flows/stop-marketing.ts'
import { withdrawPurpose } from '../flows/withdraw-purpose.ts'
import { customerById, grantConsent, setLanguage } from '../modules/customers/index.ts'
import {
  answerRisk,
  correctFact,
  deleteProfile,
  type KnownFact,
  QUESTIONNAIRE,
  readChanges,
  readFacts,
  readHeads,
  setPersonalisation,
} from '../modules/profiles/index.ts'
import { forgetMember, leaveAll, readMemberships } from '../modules/segments/index.ts'
import { linkedAnswers, unlinkAnswers } from '../modules/surveys/index.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import { consentsShown } from '../views/consents-shown.ts'
import { groupsShown } from '../views/persona.ts'

/** The privacy notice that the page shows; a new text is a new version. */
const NOTICE_VERSION = '2026-11'

/** What a borrower sees of, and may do about, what the lender knows and concludes about them. */
export function borrowerData(app: App): void {
  mountRead(app, profilesApi.myData, (ctx) => myData(ctx))
  mountWrite(app, borrowerApi.setLanguage, async (ctx, { body }) => {
    await setLanguage(ctx, ctx.actor.id, body.language)
    return body
  })
  mountWrite(app, profilesApi.correctMyData, async (ctx, { params, body }) => {
    await correctFact(ctx, ctx.actor.id, params.factId, body.value)
    return changed(ctx, '本人更正')
  })
  mountWrite(app, profilesApi.setMyPersonalisation, async (ctx, { body }) => {
    await setPersonalisation(ctx, ctx.actor.id, body.isOn)
    if (!body.isOn) await stopMarketing(ctx, ctx.actor.id)
    if (!body.isOn) await leaveAll(ctx, ctx.actor.id)
    return changed(ctx, body.isOn ? '本人开启个性化' : '本人关闭个性化')
  })
  mountWrite(app, profilesApi.setMyConsent, async (ctx, { body: { purpose, version, isGranted } }) => {
    if (isGranted) await grantConsent(ctx, ctx.actor.id, { purpose, version, channel: 'h5' })
    else await withdrawPurpose(ctx, ctx.actor.id, purpose)
    return isGranted ? changed(ctx, '本人同意授权') : myData(ctx)
  })
  mountWrite(app, profilesApi.answerMyRisk, async (ctx, { body }) => {
    await answerRisk(ctx, ctx.actor.id, body.answers, 'h5')
    return changed(ctx, '风险测评')
  })
  mountRead(app, profilesApi.exportMyData, (ctx) => exported(ctx))
  mountWrite(app, profilesApi.deleteMyData, async (ctx) => {
    const deleted = await deleteProfile(ctx, ctx.actor.id)
    await forgetMember(ctx, ctx.actor.id)
    await unlinkAnswers(ctx, ctx.actor.id)
    return { deleted, kept: KEPT }
  })
}

const KEPT = [
  { zh: '贷款、合同与还款记录：法律要求保存', en: 'Loans, contracts and repayments: the law wants them kept' },
  { zh: '授权记录：证明您同意或撤回过什么', en: 'Consents: they prove what you agreed to or withdrew' },
]

/** Computes the profile anew in the same transaction: what was changed holds everywhere from the next answer on. */
async function changed(ctx: WriteContext, reason: string): Promise<OutputOf<typeof profilesApi.myData>> {
  await refreshProfiles(ctx, reason, [ctx.actor.id])
  return myData(ctx)
}

async function myData(ctx: ReadContext): Promise<OutputOf<typeof profilesApi.myData>> {
  const id = ctx.actor.id
  const head = (await readHeads(ctx.db, [id])).get(id)
  const facts = (await readFacts(ctx.db, [id])).get(id) ?? new Map<string, KnownFact>()
  const consents = await consentsShown(ctx, id)
  const memberships = await readMemberships(ctx.db, id)
  return {
    isPersonalised: head?.isPersonalised ?? true,
    isDeleted: head?.deletedAt != null,
    hasMarketingConsent: consents.some(({ purpose, isGranted }) => purpose === 'marketing' && isGranted),
    noticeVersion: NOTICE_VERSION,
    groups: groupsShown(facts),
    audiences: memberships.map(({ name, entered_at }) => ({ name, since: entered_at })),
    questionnaire: QUESTIONNAIRE.questions.map(({ text, answers }) => ({
      text,
      answers: answers.map((each) => each.text),
    })),
    consents: consents.map(({ purpose, title, text, version, isGranted, isNecessary }) => ({
      purpose,
      title,
      text,
      version,
      isGranted,
      isNecessary,
    })),
  }
}

/** Everything about the person in one file that a machine can read. Source: CN-PRIV-005 (个人信息保护法 art. 45). */
async function exported(ctx: ReadContext): Promise<Record<string, unknown>> {
  const id = ctx.actor.id
  const customer = await customerById(ctx, id)
  const facts = (await readFacts(ctx.db, [id])).get(id) ?? new Map<string, KnownFact>()
  const transactions = await ctx.db
    .selectFrom('customer_transaction')
    .select(['occurred_on', 'direction', 'amount_fen', 'category', 'channel', 'merchant'])
    .where('customer_id', '=', id)
    .orderBy('occurred_on')
    .execute()
  return {
    exportedAt: ctx.clock.now(),
    noticeVersion: NOTICE_VERSION,
    customer,
    tags: [...facts].filter(([factId]) => factId !== 'holdoutBucket').map(([factId, fact]) => ({ factId, ...fact })),
    changes: await readChanges(ctx.db, id),
    consents: await consentsShown(ctx, id),
    transactions,
    surveys: await linkedAnswers(ctx, id),
    deviceEvents: await ctx.db
      .selectFrom('device_event')
      .select(['source', 'kind', 'occurred_at', 'minutes', 'distance_m'])
      .where('customer_id', '=', id)
      .orderBy('occurred_at')
      .execute(),
  }
}
