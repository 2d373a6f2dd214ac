import { type BodyOf, campaignsApi, type OutputOf, segmentsApi } from '@puhui/api'
import { Form, Input } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { campaignsText } from '../../i18n/campaigns.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { useGo } from '../../ui/to.tsx'
import { CampaignFields } from './campaign-fields.tsx'

type Campaign = OutputOf<typeof campaignsApi.getCampaign>
type Fresh = BodyOf<typeof campaignsApi.createCampaign>

const AT_FIRST = {
  kind: 'credit-offer',
  channel: 'sms',
  holdoutPpm: 100_000,
  unitCostFen: '8',
  windowDays: 30,
  goal: { measure: 'applied' },
} as const

/** What the fields leave open is nothing, not "undefined"; a target without a number is none yet. */
function bodyOf<V extends Partial<Fresh>>(values: V) {
  const { goal, subject, channel } = values
  return {
    ...values,
    productCode: values.productCode ?? null,
    offeredFen: values.offeredFen ?? null,
    budgetFen: values.budgetFen ?? null,
    unitCostFen: values.unitCostFen ?? '0',
    goal: goal?.count ? goal : null,
    subject: channel === 'email' && subject ? subject : null,
  }
}

/** A new campaign; `?segment=` begins it with a segment and what its strategy says: product, channel, message. */
export function NewCampaign() {
  const [{ segment: segmentId }] = useUrlState()
  const read = useRead(segmentsApi.getSegment, { params: { segmentId: segmentId ?? '' } }, { isEnabled: !!segmentId })
  if (!segmentId) return <NewForm initial={AT_FIRST} />
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  return read.data ? <NewForm initial={{ ...AT_FIRST, ...begunWith(read.data) }} /> : <PageSkeleton />
}

type Segment = OutputOf<typeof segmentsApi.getSegment>

function begunWith({ id, code, name, versions }: Segment) {
  const strategy = versions[0]?.strategy
  const channel = (['sms', 'email', 'branch'] as const).find((each) => each === strategy?.channel) ?? AT_FIRST.channel
  const { productCode, message: body } = strategy ?? {}
  return { code, segmentId: id, name, channel, ...(productCode ? { productCode } : {}), ...(body ? { body } : {}) }
}

function NewForm({ initial }: { readonly initial: object }) {
  const t = useText(campaignsText)
  const go = useGo()
  const [form] = Form.useForm<Fresh>()
  const channel = Form.useWatch('channel', form)
  return (
    <Page>
      <Block>
        <OperationForm
          form={form}
          operation={campaignsApi.createCampaign}
          input={(values: Fresh) => ({ body: bodyOf(values) as Fresh })}
          initial={initial as never}
          submit={t.save}
          onDone={({ id }) => go(`/campaigns/${id}`)}
        >
          <Form.Item required name="code" label={t.code} extra={t.codeHint}>
            <Input autoComplete="off" maxLength={40} />
          </Form.Item>
          <CampaignFields channel={channel} />
        </OperationForm>
      </Block>
    </Page>
  )
}

/** Changing a draft: what somebody else changed meanwhile is refused, and nothing typed is lost. */
export function EditCampaign({ campaign, onDone }: { readonly campaign: Campaign; readonly onDone: () => void }) {
  const t = useText(campaignsText)
  const [form] = Form.useForm<Fresh>()
  const channel = Form.useWatch('channel', form)
  const { id, version } = campaign
  return (
    <OperationForm
      form={form}
      operation={campaignsApi.changeCampaign}
      input={(values: Fresh) => ({ params: { campaignId: id }, body: { ...bodyOf(values), version } as never })}
      initial={campaign as never}
      submit={t.save}
      onCancel={onDone}
      onDone={onDone}
    >
      <CampaignFields channel={channel} />
    </OperationForm>
  )
}
