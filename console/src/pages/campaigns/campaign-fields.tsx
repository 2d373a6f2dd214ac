import { labels, productsApi, segmentsApi } from '@puhui/api'
import { Form, Input, InputNumber, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { campaignsText } from '../../i18n/campaigns.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { FenInput, RateInput } from '../../ui/inputs.tsx'
import { Failed } from '../../ui/states.tsx'

/** What a campaign is, in the order in which one thinks of it: to whom, what, how, how much, and how one will know. */
export function CampaignFields({ channel }: { readonly channel: string | undefined }) {
  const t = useText(campaignsText)
  return (
    <>
      <div className="two">
        <Form.Item required name={['name', 'zh']} label={`${t.name} · ${t.zh}`}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item required name={['name', 'en']} label={`${t.name} · ${t.en}`}>
          <Input maxLength={100} />
        </Form.Item>
        <Audience />
        <LabelField name="kind" label={t.kind} set="contactKind" />
        <LabelField name="channel" label={t.channel} set="contactChannel" />
        <Form.Item name="offeredFen" label={t.offered} extra={t.offeredHint}>
          <FenInput />
        </Form.Item>
      </div>
      {channel === 'email' && <Bilingual name="subject" label={t.subject} rows={1} />}
      <Bilingual name="body" label={t.body} rows={4} extra={t.bodyHint} />
      <div className="two">
        <LabelField name={['goal', 'measure']} label={t.goalMeasure} set="campaignMeasure" />
        <Form.Item required name={['goal', 'count']} label={t.goalCount}>
          <InputNumber min={1} precision={0} />
        </Form.Item>
        <Form.Item required name="budgetFen" label={t.budget}>
          <FenInput />
        </Form.Item>
        <Form.Item required name="unitCostFen" label={t.unitCost}>
          <FenInput />
        </Form.Item>
        <Form.Item required name="holdoutPpm" label={t.holdout} extra={t.holdoutHint}>
          <RateInput />
        </Form.Item>
        <Form.Item required name="windowDays" label={t.window}>
          <InputNumber min={1} max={90} precision={0} />
        </Form.Item>
      </div>
    </>
  )
}

function Audience() {
  const t = useText(campaignsText)
  const say = useLocalized()
  const segments = useRead(segmentsApi.listSegments, { query: { pageSize: 200 } })
  const products = useRead(productsApi.listProducts, { query: { pageSize: 200 } })
  const failed = [segments, products].find((read) => read.isError)
  if (failed) return <Failed error={failed.error} onRetry={() => void failed.refetch()} />
  return (
    <>
      <Form.Item required name="segmentId" label={t.segment}>
        <Select
          showSearch
          optionFilterProp="label"
          loading={segments.isPending}
          options={(segments.data?.rows ?? []).map((row) => ({ value: row.id, label: say(row.name) }))}
        />
      </Form.Item>
      <Form.Item name="productCode" label={t.product}>
        <Select
          allowClear
          placeholder={t.noProduct}
          loading={products.isPending}
          options={(products.data?.rows ?? []).map((row) => ({ value: row.code, label: say(row.name) }))}
        />
      </Form.Item>
    </>
  )
}

interface LabelFieldProps {
  readonly name: string | string[]
  readonly label: string
  readonly set: 'contactKind' | 'contactChannel' | 'campaignMeasure'
}

function LabelField({ name, label, set }: LabelFieldProps) {
  const say = useLocalized()
  const options = Object.entries(labels[set]).map(([value, text]) => ({ value, label: say(text) }))
  return (
    <Form.Item required name={name} label={label}>
      <Select options={options} />
    </Form.Item>
  )
}

interface BilingualProps {
  readonly name: string
  readonly label: string
  readonly rows: number
  readonly extra?: string
}

function Bilingual({ name, label, rows, extra }: BilingualProps) {
  const t = useText(campaignsText)
  return (
    <div className="two">
      {(['zh', 'en'] as const).map((language) => (
        <Form.Item
          key={language}
          name={[name, language]}
          label={`${label} · ${t[language]}`}
          {...(extra ? { extra } : {})}
        >
          <Input.TextArea rows={rows} maxLength={500} lang={language === 'zh' ? 'zh-CN' : 'en'} />
        </Form.Item>
      ))}
    </div>
  )
}
