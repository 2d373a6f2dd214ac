import { LPR_SERIES } from '@puhui/compliance'
import { Form, InputNumber, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { planText } from '../../i18n/plan.ts'
import { useText } from '../../i18n/text.ts'
import { DayInput, FenInput, RateInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'
import { choices } from './form-fees.tsx'
import { LocalizedFields, Whole } from './form-parts.tsx'
import { Harvests, Parts } from './form-plan-lists.tsx'

const PLAN = ['terms', 'plan']

/** What a plan has beyond its method: frequency, grace, down payment, payment in parts, floating rate, subsidy, interest when paid early or late, and what a method needs. */
export function Plan() {
  const t = useText(planText)
  const methods = Form.useWatch(['terms', 'methods']) as readonly string[] | undefined
  return (
    <Block title={t.title}>
      {methods?.includes('balloon') && (
        <div className="fields">
          <Form.Item name={[...PLAN, 'balloonPpm']} label={t.balloonPpm} className="field-wide">
            <RateInput />
          </Form.Item>
        </div>
      )}
      {methods?.includes('flat') && (
        <div className="fields">
          <Form.Item name={[...PLAN, 'flat']} label={t.flat} className="field-wide">
            <Select options={choices(t.flats)} allowClear placeholder={t.flatByPeriod} />
          </Form.Item>
        </div>
      )}
      {methods?.includes('seasonal') && <Harvests />}
      {methods?.includes('custom') && <Parts />}
      <FrequencyPart />
      <GracePart />
      <DownPaymentPart />
      <DrawsPart />
      <FloatingPart />
      <SubsidyPart />
      <RestPart />
    </Block>
  )
}

interface PartProps {
  readonly name: string
  readonly title: string
  readonly about: string
  /** What the part holds when it is switched on. */
  readonly start: Readonly<Record<string, unknown>>
  readonly children: ReactNode
}

/** A part of the plan that can be left out: off, it is not in the terms at all. */
function Part({ name, title, about, start, children }: PartProps) {
  const form = Form.useFormInstance()
  const isOn = Form.useWatch([...PLAN, name], { form, preserve: true }) !== undefined
  return (
    <fieldset className="plan-part">
      <legend>
        <Switch
          size="small"
          aria-label={title}
          checked={isOn}
          onChange={(on) => form.setFieldValue([...PLAN, name], on ? start : undefined)}
        />
        <span>{title}</span>
      </legend>
      {isOn ? <div className="fields">{children}</div> : <p className="soft">{about}</p>}
    </fieldset>
  )
}

function FrequencyPart() {
  const t = useText(planText)
  const at = (field: string) => [...PLAN, 'frequency', field]
  const start = { unit: 'month', every: 3 }
  return (
    <Part name="frequency" title={t.frequency} about={t.frequencyAbout} start={start}>
      <Whole name={at('every')} label={t.every} min={1} max={366} />
      <Form.Item name={at('unit')} label={t.unit}>
        <Select options={choices(t.units)} />
      </Form.Item>
      <Form.Item name={at('count')} label={t.timesOf} extra={t.timesOfHint}>
        <InputNumber min={1} max={600} precision={0} />
      </Form.Item>
      <Form.Item name={at('lastAfter')} label={t.lastAfter} extra={t.lastAfterHint}>
        <InputNumber min={1} max={7320} precision={0} />
      </Form.Item>
      <Form.Item name={at('missingDay')} label={t.missingDay}>
        <Select options={choices(t.missingDays)} allowClear placeholder={t.missingDays['last-of-month']} />
      </Form.Item>
    </Part>
  )
}

function GracePart() {
  const t = useText(planText)
  const at = (field: string) => [...PLAN, 'grace', field]
  const start = { interestOnlyPeriods: 1, moratoriumPeriods: 0, moratoriumInterest: 'carried' }
  return (
    <Part name="grace" title={t.grace} about={t.graceAbout} start={start}>
      <Whole name={at('moratoriumPeriods')} label={t.moratoriumPeriods} min={0} max={360} />
      <Form.Item name={at('moratoriumInterest')} label={t.moratoriumInterest}>
        <Select options={choices(t.moratoriumInterests)} />
      </Form.Item>
      <Whole name={at('interestOnlyPeriods')} label={t.interestOnlyPeriods} min={0} max={360} />
    </Part>
  )
}

function DownPaymentPart() {
  const t = useText(planText)
  const start = { sharePpm: 200_000, multipleFen: '100' }
  return (
    <Part name="downPayment" title={t.downPayment} about={t.downPaymentAbout} start={start}>
      <Form.Item name={[...PLAN, 'downPayment', 'sharePpm']} label={t.sharePpm}>
        <RateInput />
      </Form.Item>
      <Form.Item name={[...PLAN, 'downPayment', 'multipleFen']} label={t.multipleFen}>
        <FenInput />
      </Form.Item>
    </Part>
  )
}

function DrawsPart() {
  const t = useText(planText)
  const at = (field: string) => [...PLAN, 'draws', field]
  const start = { firstSharePpm: 400_000, months: 2, leastFen: '50000' }
  return (
    <Part name="draws" title={t.draws} about={t.drawsAbout} start={start}>
      <Form.Item name={at('firstSharePpm')} label={t.firstSharePpm}>
        <RateInput />
      </Form.Item>
      <Whole name={at('months')} label={t.drawMonths} min={1} max={60} />
      <Form.Item name={at('leastFen')} label={t.leastFen}>
        <FenInput />
      </Form.Item>
      <Form.Item name={at('term')} label={t.drawTerm}>
        <Select options={choices(t.drawTerms)} allowClear placeholder={t.drawTermLeft} />
      </Form.Item>
    </Part>
  )
}

function FloatingPart() {
  const t = useText(planText)
  const at = (...field: string[]) => [...PLAN, 'floating', ...field]
  const repricing = Form.useWatch(at('repricing', 'kind'))
  const latest = LPR_SERIES.at(-1)!
  const start = {
    benchmark: 'LPR1Y',
    benchmarkPpm: Number(latest.oneYearPpm),
    benchmarkOn: latest.since,
    repricing: { kind: 'january-first' },
    floorPpm: 0,
    ceilingPpm: 240_000,
  }
  return (
    <Part name="floating" title={t.floating} about={t.floatingAbout} start={start}>
      <Form.Item name={at('benchmark')} label={t.benchmark}>
        <Select options={choices(t.benchmarks)} />
      </Form.Item>
      <Form.Item name={at('benchmarkPpm')} label={t.benchmarkPpm}>
        <RateInput />
      </Form.Item>
      <Form.Item name={at('benchmarkOn')} label={t.benchmarkOn}>
        <DayInput />
      </Form.Item>
      <Form.Item name={at('repricing', 'kind')} label={t.repricing}>
        <Select options={choices(t.repricings)} />
      </Form.Item>
      {repricing === 'every-months' && <Whole name={at('repricing', 'months')} label={t.months} min={1} max={60} />}
      <Form.Item name={at('floorPpm')} label={t.floorPpm}>
        <RateInput />
      </Form.Item>
      <Form.Item name={at('ceilingPpm')} label={t.ceilingPpm}>
        <RateInput />
      </Form.Item>
    </Part>
  )
}

function SubsidyPart() {
  const t = useText(planText)
  const at = (field: string) => [...PLAN, 'subsidy', field]
  const start = { payer: 'merchant', name: { zh: '', en: '' }, annualRatePpm: 20_000 }
  return (
    <Part name="subsidy" title={t.subsidy} about={t.subsidyAbout} start={start}>
      <Form.Item name={at('payer')} label={t.payer}>
        <Select options={choices(t.payers)} />
      </Form.Item>
      <LocalizedFields name={at('name')} labels={{ zh: t.payerZh, en: t.payerEn }} />
      <Form.Item name={at('annualRatePpm')} label={t.subsidyPpm}>
        <RateInput />
      </Form.Item>
    </Part>
  )
}

const REST_STARTS = {
  daily: { kind: 'daily', pastDue: 'bears-interest' },
  'as-planned': { kind: 'as-planned' },
} as const

function RestPart() {
  const t = useText(planText)
  const form = Form.useFormInstance()
  const kind = Form.useWatch([...PLAN, 'rest', 'kind'], { form, preserve: true })
  return (
    <Part name="rest" title={t.rest} about={t.restAbout} start={REST_STARTS.daily}>
      <Form.Item name={[...PLAN, 'rest', 'kind']} label={t.restKind} className="field-wide">
        <Select
          options={choices(t.restKinds)}
          onChange={(chosen: keyof typeof REST_STARTS) => form.setFieldValue([...PLAN, 'rest'], REST_STARTS[chosen])}
        />
      </Form.Item>
      {kind === 'daily' && (
        <>
          <Form.Item name={[...PLAN, 'rest', 'pastDue']} label={t.pastDue} className="field-wide">
            <Select options={choices(t.pastDueBears)} />
          </Form.Item>
          <Form.Item
            name={[...PLAN, 'rest', 'paidAhead']}
            label={t.paidAhead}
            extra={t.paidAheadHint}
            className="field-wide"
          >
            <Select options={choices(t.paidAheads)} allowClear placeholder={t.paidAheadLevel} />
          </Form.Item>
        </>
      )}
    </Part>
  )
}
