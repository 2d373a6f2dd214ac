import { type BodyOf, hardshipApi } from '@puhui/api'
import { App, Button, Form, Input, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { hardshipText } from '../../i18n/hardship.ts'
import { useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { RateInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import '../loans/loans.css'
import { ScheduleTable } from '../loans/schedule-table.tsx'
import type { Request } from './hardship-file.tsx'
import { PlanCard, type PlanShown } from './plan-card.tsx'
import { ReAgeFields } from './re-age-fields.tsx'
import { ReAmortiseFields } from './re-amortise-fields.tsx'

type Terms = BodyOf<typeof hardshipApi.previewPlan>
type Values = BodyOf<typeof hardshipApi.proposePlan>

const FIELDS = ['instalments', 'annualRatePpm', 'graceInstalments', 'arrears'] as const

/** Where an officer compares the plans, changes one if need be, sees its instalments and puts it forward. */
export function PlanDesk({ request }: { readonly request: Request }) {
  const t = useText(hardshipText)
  const whyNot = useWhyNot()
  const { options } = request
  const first = options.find(({ isPayable }) => isPayable) ?? options[0]
  const [form] = Form.useForm<Values>()
  const [terms, setTerms] = useState<Terms | undefined>(first && termsOf(first))
  if (!terms) return <Empty title={t.noOptions} />
  const choose = (chosen: Terms) => {
    setTerms(chosen)
    form.setFieldsValue(chosen)
    form.setFieldValue('reAge', undefined)
    form.setFieldValue('reAmortise', undefined)
  }
  return (
    <>
      {request.sentBack && (
        <Block title={t.sentBack}>
          <p>{request.sentBack}</p>
        </Block>
      )}
      <Block title={t.options}>
        <div className="plan-cards" data-part="plan-options">
          {options.map((plan) => (
            <PlanCard
              key={plan.code}
              plan={plan}
              action={
                <DisabledReason why={whyNot('hardship.propose')}>
                  <Button type={isSame(plan, terms) ? 'primary' : 'default'} onClick={() => choose(termsOf(plan))}>
                    {isSame(plan, terms) ? t.chosen : t.choose}
                  </Button>
                </DisabledReason>
              }
            />
          ))}
        </div>
      </Block>
      <Propose request={request} form={form} terms={terms} onTerms={setTerms} />
      <Worked request={request} terms={terms} />
    </>
  )
}

interface ProposeProps {
  readonly request: Request
  readonly form: ReturnType<typeof Form.useForm<Values>>[0]
  readonly terms: Terms
  readonly onTerms: (terms: Terms) => void
}

function Propose({ request, form, terms, onTerms }: ProposeProps) {
  const t = useText(hardshipText)
  const whyNot = useWhyNot()
  const { message } = App.useApp()
  const reAge = Form.useWatch('reAge', { form, preserve: true }) as Terms['reAge']
  const reAmortise = Form.useWatch('reAmortise', { form, preserve: true }) as Terms['reAmortise']
  const isKept = reAge !== undefined || reAmortise !== undefined
  const read = () => onTerms(termsIn(form))
  const why = whyNot('hardship.propose')
  if (why) return <p className="soft">{why}</p>
  return (
    <Block title={t.propose}>
      <p className="soft">{t.proposeAbout}</p>
      <OperationForm
        form={form}
        operation={hardshipApi.proposePlan}
        input={(body: Values) => ({ params: { requestId: request.id }, body: { ...body, ...termsIn(form) } })}
        initial={{ ...terms, advice: '', agreedBy: 'phone' }}
        submit={t.proposeSubmit}
        onDone={() => message.success(t.proposeDone)}
      >
        <div className="term-fields">
          <Form.Item required name="instalments" label={t.count}>
            <InputNumber min={1} max={120} onBlur={read} disabled={reAmortise !== undefined} />
          </Form.Item>
          <Form.Item required name="graceInstalments" label={t.grace}>
            <InputNumber min={0} max={119} onBlur={read} disabled={isKept} />
          </Form.Item>
          <Form.Item required name="annualRatePpm" label={t.rate}>
            <RateInput onChange={() => setTimeout(read)} disabled={isKept} />
          </Form.Item>
        </div>
        <Form.Item required name="arrears" label={t.arrears}>
          <Radio.Group
            optionType="button"
            options={(['carried', 'kept'] as const).map((value) => ({ value, label: t.arrearsWays[value] }))}
            onChange={() => setTimeout(read)}
            disabled={isKept}
          />
        </Form.Item>
        {request.mayReAge && <ReAgeFields request={request} form={form} onChange={() => setTimeout(read)} />}
        {request.mayReAmortise && <ReAmortiseFields request={request} form={form} onChange={() => setTimeout(read)} />}
        <Form.Item required name="agreedBy" label={t.agreedBy}>
          <Radio.Group
            optionType="button"
            options={(['phone', 'branch', 'writing'] as const).map((value) => ({ value, label: t.ways[value] }))}
          />
        </Form.Item>
        <Form.Item required name="advice" label={t.advice} extra={t.adviceHint}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </OperationForm>
    </Block>
  )
}

/** The instalments of the terms that stand in the form, worked out by the engine that bills them. */
function Worked({ request, terms }: { readonly request: Request; readonly terms: Terms }) {
  const t = useText(hardshipText)
  const { reAge } = terms
  const hasDays = reAge === undefined || (!!reAge.firstDueOn && !!reAge.every)
  const isWhole = hasDays && FIELDS.every((name) => terms[name] !== undefined && terms[name] !== null)
  const worked = useRead(
    hardshipApi.previewPlan,
    { params: { requestId: request.id }, body: terms },
    { isEnabled: isWhole, keepsPrevious: true },
  )
  if (worked.isError) return <Failed error={worked.error} onRetry={() => void worked.refetch()} />
  if (!worked.data) return null
  const { plan, schedule } = worked.data
  return (
    <>
      <Block title={t.worked}>
        <div className="plan-cards">
          <PlanCard plan={plan} />
        </div>
      </Block>
      <Block title={t.instalments} isFlush>
        <ScheduleTable rows={schedule} />
      </Block>
    </>
  )
}

/** What stands in the form; other days only where they are wanted. */
function termsIn(form: ProposeProps['form']): Terms {
  const terms = Object.fromEntries(FIELDS.map((name) => [name, form.getFieldValue(name)])) as Terms
  const reAge = form.getFieldValue('reAge') as Terms['reAge']
  const reAmortise = form.getFieldValue('reAmortise') as Terms['reAmortise']
  return { ...terms, ...(reAge ? { reAge } : {}), ...(reAmortise ? { reAmortise } : {}) }
}

function termsOf({ instalments, annualRatePpm, graceInstalments, arrears }: PlanShown): Terms {
  return { instalments, annualRatePpm, graceInstalments, arrears }
}

function isSame(plan: PlanShown, terms: Terms): boolean {
  const isPlain = terms.reAge === undefined && terms.reAmortise === undefined
  return isPlain && FIELDS.every((name) => plan[name] === terms[name])
}
