import { campaignsApi } from '@puhui/api'
import { type MailServer, smtpDelivery } from '../adapters/mail/smtp.ts'
import { importCampaign } from '../flows/import-campaign.ts'
import { CAMPAIGN_TEMPLATE, continueCampaignsJob, sendCampaignJob, startCampaign } from '../flows/send-campaign.ts'
import { stopMarketing } from '../flows/stop-marketing.ts'
import {
  changeCampaign,
  createCampaign,
  decideCampaign,
  readChannels,
  requireCampaign,
  setChannel,
  submitCampaign,
} from '../modules/campaigns/index.ts'
import { audienceNow, requireSegment } from '../modules/segments/index.ts'
import { type CodeProof, sendCode, tryCode, useCode } from '../platform/auth/code.ts'
import { limitCodes, RESEND_SECONDS } from '../platform/auth/code-limits.ts'
import { write } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite } from '../platform/http/mount.ts'
import { readWhole } from '../platform/http/upload.ts'
import type { ServerModule } from '../platform/module.ts'
import { simulatedDeliveries } from '../platform/outbox/deliver.ts'
import type { Delivery } from '../platform/outbox/delivery.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'
import {
  campaignApplications,
  campaignFile,
  campaignList,
  campaignPreview,
  campaignTasks,
  channelEffect,
} from '../views/campaign-file.ts'

/** Campaigns, from the draft to what they did. */
export const campaignRoutes: ServerModule = {
  name: 'campaign-routes',
  routes: (app) => {
    drafts(app)
    running(app)
    borrowers(app)
  },
  jobs: [sendCampaignJob, continueCampaignsJob] as never,
  deliveries: ({ mail }) => permittedDeliveries(mail, CAMPAIGN_TEMPLATE),
}

function drafts(app: App): void {
  mountRead(app, campaignsApi.listCampaigns, (ctx, { query }) => campaignList(ctx, query))
  mountRead(app, campaignsApi.getCampaign, (ctx, { params, query }) => campaignFile(ctx, params.campaignId, query))
  mountRead(app, campaignsApi.previewCampaign, (ctx, { params }) => campaignPreview(ctx, params.campaignId))
  mountWrite(app, campaignsApi.createCampaign, async (ctx, { body: { code, ...draft } }) => {
    await requireSegment(ctx, draft.segmentId)
    return { id: await createCampaign(ctx, code, draft) }
  })
  mountWrite(app, campaignsApi.changeCampaign, async (ctx, { params, body }) => {
    await requireSegment(ctx, body.segmentId)
    return { version: await changeCampaign(ctx, params.campaignId, body) }
  })
  mountWrite(app, campaignsApi.submitCampaign, async (ctx, { params, body }) => {
    await submitCampaign(ctx, params.campaignId, body.version)
    return { done: true as const }
  })
  mountWrite(app, campaignsApi.decideCampaign, async (ctx, { params, body }) => {
    await decideCampaign(ctx, params.campaignId, body.verdict, body.note)
    return { done: true as const }
  })
  mountSteps(app, campaignsApi.importCampaign, async (ctx, { body }) => {
    const content = await readWhole(ctx.file!, 'request.too_large')
    const { actor, requestId, locale } = ctx
    return write(ctx.platform, { actor, requestId, locale }, (open) =>
      importCampaign(open, {
        code: body.code,
        name: { zh: body.nameZh, en: body.nameEn },
        fileName: ctx.file!.fileName,
        content,
        armColumn: body.armColumn,
        control: body.control,
        measures: body.measures
          .split(/[,，]/)
          .map((text) => text.trim())
          .filter(Boolean),
        beforeColumn: body.beforeColumn === '' ? null : body.beforeColumn,
      }),
    )
  })
}

function running(app: App): void {
  mountWrite<typeof campaignsApi.startCampaign, Awaited<ReturnType<typeof audienceNow>>>(
    app,
    campaignsApi.startCampaign,
    (ctx, { params }, audience) => startCampaign(ctx, params.campaignId, audience),
    async (ctx, { params }) => {
      const { status, segment_id } = await requireCampaign(ctx, params.campaignId)
      if (status !== 'approved') throw new RefusalError({ code: 'campaigns.not_approved' })
      if (segment_id === null) throw new RefusalError({ code: 'campaigns.segment_missing' })
      return audienceNow(ctx, segment_id)
    },
  )
  mountRead(app, campaignsApi.campaignTasks, (ctx, { params, query }) => campaignTasks(ctx, params.campaignId, query))
  mountRead(app, campaignsApi.campaignApplications, (ctx, { params, query }) =>
    campaignApplications(ctx, params.campaignId, query),
  )
  mountRead(app, campaignsApi.channelEffect, (ctx, { query }) => channelEffect(ctx, query))
}

function borrowers(app: App): void {
  mountRead(app, campaignsApi.myChannels, async (ctx) => {
    const kept = await readChannels(ctx.db, ctx.actor.id)
    const channels = (['sms', 'email', 'branch'] as const).map((channel) => {
      const row = kept.find((each) => each.channel === channel)
      const isOpen = row?.is_open ?? channel !== 'email'
      return { channel, isOpen, address: row?.address_masked ?? null }
    })
    return { channels }
  })
  mountWrite(
    app,
    campaignsApi.sendEmailCode,
    async (ctx, { body: { email } }) => {
      const { name } = await lenderProfile(ctx)
      const text = (code: string) =>
        `${name.zh}：邮箱验证码 ${code}，10分钟内有效。 ${name.en}: your code is ${code}, valid for ten minutes.`
      await sendCode(ctx, { ...emailScope(ctx.actor.id, email), customerId: ctx.actor.id, text })
      return { seconds: RESEND_SECONDS }
    },
    (ctx, { body: { email } }) => limitCodes(ctx, emailScope(ctx.actor.id, email)),
  )
  mountWrite<typeof campaignsApi.setMyChannel, CodeProof | null>(
    app,
    campaignsApi.setMyChannel,
    async (ctx, { body: { channel, isOpen, email } }, proof) => {
      if (proof) await useCode(ctx, proof)
      await setChannel(ctx, ctx.actor.id, { channel, isOpen, ...(email === undefined ? {} : { email }) })
      if (!isOpen) await stopMarketing(ctx, ctx.actor.id, channel)
      return { done: true as const }
    },
    async (ctx, { body: { email, code } }) => {
      if (email === undefined) return null
      if (code === undefined) throw new RefusalError({ code: 'campaigns.email_not_confirmed' })
      return tryCode(ctx, emailScope(ctx.actor.id, email), code)
    },
  )
}

/** A code to an address is for one customer and this address alone. */
function emailScope(customerId: string, email: string) {
  return { purpose: 'confirm_email' as const, mobile: email.toLowerCase(), boundTo: customerId }
}

export const marketingDeliveries = (server: MailServer | null): readonly Delivery[] => [
  ...permittedDeliveries(server, CAMPAIGN_TEMPLATE),
  ...(server ? [{ ...smtpDelivery(server), template: 'auth.confirm_email_code' }] : []),
]

/** What needs a permit goes out only while it lives; e-mail over the lender's own server where one is set. */
export function permittedDeliveries(server: MailServer | null, template: string): readonly Delivery[] {
  const ports = simulatedDeliveries.filter(({ kind }) => kind === 'sms' || kind === 'email')
  const mail = server === null ? undefined : smtpDelivery(server)
  return ports.map((port) => {
    const real = port.kind === 'email' && mail ? mail : port
    return {
      kind: port.kind,
      template,
      deliver: async (message, clock) =>
        String(message.payload.permitExpiresAt) > clock.now()
          ? real.deliver(message, clock)
          : { outcome: 'failed', error: 'the contact permit has expired', mayRetry: false },
    }
  })
}
