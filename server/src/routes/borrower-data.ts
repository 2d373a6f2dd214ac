import { borrowerApi, type OutputOf, profilesApi } from '@puhui/api'
import { afterUse } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
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
  readFacts,
  readHeads,
  setPersonalisation,
} from '../modules/profiles/index.ts'
import { forgetMember, leaveAll, readMemberships } from '../modules/segments/index.ts'
import { unlinkAnswers } from '../modules/surveys/index.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import { consentsShown } from '../views/consents-shown.ts'
import { copyOf } from '../views/my-copy.ts'
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
  mountRead(app, profilesApi.exportMyData, async (ctx) => ({
    noticeVersion: NOTICE_VERSION,
    ...(await copyOf(ctx, ctx.actor.id, await customerById(ctx, ctx.actor.id))),
  }))
  mountWrite(app, profilesApi.deleteMyData, (ctx) => deleteData(ctx))
}

interface Holding {
  /** The law that keeps it although the person wants it gone. */
  readonly hold: string | null
  readonly label: Localized
  /** Takes it away and says how much it was. */
  readonly erase?: (ctx: WriteContext, customerId: string) => Promise<number>
}

const HOLDINGS: readonly Holding[] = [
  { hold: null, label: { zh: '标签', en: 'Tags' }, erase: deleteProfile },
  { hold: null, label: { zh: '客群', en: 'Audiences' }, erase: forgetMember },
  { hold: null, label: { zh: '问卷答案', en: 'Answers to surveys' }, erase: unlinkAnswers },
  {
    hold: '反洗钱法第三十四条',
    label: { zh: '贷款、合同与还款记录：法律要求保存', en: 'Loans, contracts and repayments: the law wants them kept' },
  },
  {
    hold: '个人信息保护法第十四条',
    label: { zh: '授权记录：证明您同意或撤回过什么', en: 'Consents: they prove what you agreed to or withdrew' },
  },
]

/** @source CN-PRIV-005 (个人信息保护法 art. 47) */
async function deleteData(ctx: WriteContext): Promise<OutputOf<typeof profilesApi.deleteMyData>> {
  const kept: Localized[] = []
  let deleted = 0
  for (const { hold, label, erase } of HOLDINGS) {
    if (afterUse('consentWithdrawn', hold) === 'restrict') kept.push(label)
    else deleted += (await erase?.(ctx, ctx.actor.id)) ?? 0
  }
  await stopMarketing(ctx, ctx.actor.id)
  return { deleted, kept }
}

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
