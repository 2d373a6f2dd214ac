import { type BodyOf, investigationApi, labelOf, type OutputOf } from '@puhui/api'
import { Form, Input, InputNumber, Switch } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { investigationText } from '../../i18n/investigation.ts'
import { parametersText } from '../../i18n/parameters.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Decision } from '../../ui/decision.tsx'
import { Flag, Money, Rate } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput, RateInput } from '../../ui/inputs.tsx'
import { Facts, PageSkeleton } from '../../ui/page.tsx'
import { type FormHooks, ParametersPage } from '../../ui/parameters-page.tsx'
import { Failed } from '../../ui/states.tsx'
import './underwriting.css'

type Values = OutputOf<typeof investigationApi.getParameters>['values']

/** The limits within which one person decides, and how what was stated is held against what was found. */
export function UnderwritingParameters() {
  const t = useText(investigationText)
  const read = useRead(investigationApi.getParameters, {})
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { values } = read.data
  return (
    <ParametersPage
      title={t.parameters}
      parameters={read.data}
      shown={(shown: Values) => <Shown values={shown} />}
      decision={({ makerId, reason }) => (
        <Decision
          operation={investigationApi.decideParameters}
          input={(body) => ({ body })}
          makerId={makerId}
          about={reason}
        />
      )}
      form={(hooks) => <Edit values={values} {...hooks} />}
    />
  )
}

function Shown({ values }: { readonly values: Values }) {
  const t = useText(investigationText)
  const say = useLocalized()
  return (
    <>
      <Facts
        facts={[
          [t.fourEyes, <Money key="four" fen={values.fourEyesAboveFen} />],
          [t.firstLoan, <Money key="first" fen={values.firstLoanFenMax} />],
        ]}
      />
      <PlainTable
        caption={t.claims}
        table={{
          head: [t.field, t.weight, t.tolerance, t.needed],
          rows: values.claims.map((rule) => [
            say(labelOf('claimField', rule.field)),
            rule.weight,
            <Rate key="tolerance" ppm={rule.tolerancePpm} />,
            <Flag key="needed" value={rule.isNeeded} />,
          ]),
        }}
      />
    </>
  )
}

type Body = BodyOf<typeof investigationApi.proposeParameters>

interface EditProps extends FormHooks {
  readonly values: Values
}

function Edit({ values, onAsked, onLeft }: EditProps) {
  const t = useText(investigationText)
  const words = useText(parametersText)
  const say = useLocalized()
  return (
    <OperationForm
      operation={investigationApi.proposeParameters}
      input={(body: Body) => ({
        body: {
          ...body,
          values: { ...body.values, claims: values.claims.map((rule, i) => ({ ...rule, ...body.values.claims[i] })) },
        },
      })}
      initial={{ values } as never}
      submit={words.submit}
      onDone={onAsked}
      onCancel={onLeft}
    >
      <Form.Item name={['values', 'fourEyesAboveFen']} label={t.fourEyes} required>
        <FenInput />
      </Form.Item>
      <Form.Item name={['values', 'firstLoanFenMax']} label={t.firstLoan} required>
        <FenInput />
      </Form.Item>
      {values.claims.map(({ field }, i) => (
        <fieldset key={field} className="claim-rule">
          <legend>{say(labelOf('claimField', field))}</legend>
          <Form.Item name={['values', 'claims', i, 'weight']} label={t.weight}>
            <InputNumber min={0} max={100} />
          </Form.Item>
          <Form.Item name={['values', 'claims', i, 'tolerancePpm']} label={t.tolerance}>
            <RateInput />
          </Form.Item>
          <Form.Item name={['values', 'claims', i, 'isNeeded']} label={t.needed} valuePropName="checked">
            <Switch />
          </Form.Item>
        </fieldset>
      ))}
      <Form.Item name="reason" label={words.reason} required>
        <Input.TextArea rows={2} maxLength={500} showCount />
      </Form.Item>
    </OperationForm>
  )
}
