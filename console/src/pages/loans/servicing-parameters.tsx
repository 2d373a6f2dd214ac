import { type BodyOf, type OutputOf, payoutsApi } from '@puhui/api'
import { Form, Input, InputNumber } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { parametersText } from '../../i18n/parameters.ts'
import { payoutsText } from '../../i18n/payouts.ts'
import { useText } from '../../i18n/text.ts'
import { Decision } from '../../ui/decision.tsx'
import { Money } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import { Facts, PageSkeleton } from '../../ui/page.tsx'
import { type FormHooks, ParametersPage } from '../../ui/parameters-page.tsx'
import { Failed } from '../../ui/states.tsx'

type Values = OutputOf<typeof payoutsApi.getServicingParameters>['values']
type Body = BodyOf<typeof payoutsApi.proposeServicingParameters>

/** The sums that one person pays out, and the days to sign new terms; a second person agrees to others. */
export function ServicingParameters() {
  const t = useText(payoutsText)
  const read = useRead(payoutsApi.getServicingParameters, {})
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { values } = read.data
  return (
    <ParametersPage
      title={t.parameters}
      parameters={read.data}
      shown={(shown: Values) => <Shown values={shown} />}
      inHistory={{
        head: [t.drawAlone, t.returnAlone, t.signing],
        cells: ({ drawAloneFenMax, returnAloneFenMax, signingDays }: Values) => [
          <Money key="draw" fen={drawAloneFenMax} />,
          <Money key="return" fen={returnAloneFenMax} />,
          t.days(signingDays),
        ],
      }}
      decision={({ makerId, reason }) => (
        <Decision
          operation={payoutsApi.decideServicingParameters}
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
  const t = useText(payoutsText)
  return (
    <Facts
      facts={[
        [t.drawAlone, <Money key="draw" fen={values.drawAloneFenMax} />],
        [t.returnAlone, <Money key="return" fen={values.returnAloneFenMax} />],
        [t.signing, t.days(values.signingDays)],
      ]}
    />
  )
}

interface EditProps extends FormHooks {
  readonly values: Values
}

function Edit({ values, onAsked, onLeft }: EditProps) {
  const t = useText(payoutsText)
  const words = useText(parametersText)
  return (
    <OperationForm
      operation={payoutsApi.proposeServicingParameters}
      input={(body: Body) => ({ body })}
      initial={{ values } as never}
      submit={words.submit}
      onCancel={onLeft}
      onDone={onAsked}
    >
      <Form.Item name={['values', 'drawAloneFenMax']} label={t.drawAlone} extra={t.drawAloneHint} required>
        <FenInput />
      </Form.Item>
      <Form.Item name={['values', 'returnAloneFenMax']} label={t.returnAlone} required>
        <FenInput />
      </Form.Item>
      <Form.Item name={['values', 'signingDays']} label={t.signing} extra={t.signingHint} required>
        <InputNumber min={1} max={30} precision={0} />
      </Form.Item>
      <Form.Item name="reason" label={words.reason} required>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </OperationForm>
  )
}
