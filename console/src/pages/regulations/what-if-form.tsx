import { labelOf, regulationsApi, valuesOf } from '@puhui/api'
import { Form, Input, Modal, Radio, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { type NumberField, NumberFields, numbersIn } from './number-fields.tsx'
import type { Regulation } from './regulation-form.tsx'

interface Fields {
  readonly name: string
  readonly regulationId?: string
  readonly numbers?: readonly NumberField[]
  readonly effectiveOn: string
  readonly oldContracts: 'kept' | 'repriced'
}

interface WhatIfFormProps {
  /** For which policy it is asked; left out, it may be chosen. */
  readonly regulation?: Regulation
  readonly onClose: () => void
  readonly onStarted: (whatIfId: string) => void
}

/** Asks what numbers would do. */
export function WhatIfForm({ regulation, onClose, onStarted }: WhatIfFormProps) {
  const t = useText(regulationsText)
  const say = useLocalized()
  return (
    <Modal open title={t.newWhatIf} onCancel={onClose} footer={null} width={640} destroyOnHidden>
      <p className="soft">{t.whatIfAbout}</p>
      <OperationForm
        operation={regulationsApi.startWhatIf}
        input={({ numbers, regulationId, ...rest }: Fields) => ({
          body: { ...rest, regulationId: regulationId ?? null, numbers: numbersIn(numbers) },
        })}
        initial={initialOf(regulation, say)}
        submit={t.start}
        onCancel={onClose}
        onDone={({ whatIfId }) => {
          onClose()
          onStarted(whatIfId)
        }}
      >
        <Form.Item required name="name" label={t.whatIfName}>
          <Input maxLength={120} />
        </Form.Item>
        <PolicyField />
        <NumberFields />
        <Form.Item required name="effectiveOn" label={t.effectiveOn}>
          <DayInput />
        </Form.Item>
        <Form.Item required name="oldContracts" label={t.oldContracts}>
          <Radio.Group
            options={valuesOf('oldContracts').map((value) => ({ value, label: say(labelOf('oldContracts', value)) }))}
          />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

function initialOf(of: Regulation | undefined, say: ReturnType<typeof useLocalized>): Partial<Fields> {
  if (!of) return { numbers: [{}], oldContracts: 'kept' }
  const own = of.numbers.filter(({ status }) => status !== 'rejected')
  const numbers = own.map(({ rule, parameter, value }) => ({ key: `${rule}/${parameter}`, value }))
  return {
    name: say(of.title).slice(0, 120),
    regulationId: of.id,
    numbers: numbers.length > 0 ? numbers : [{}],
    effectiveOn: of.effectiveOn,
    oldContracts: of.oldContracts,
  }
}

function PolicyField() {
  const t = useText(regulationsText)
  const say = useLocalized()
  const query = { origin: ['entered'], page: 1, pageSize: 100, count: 'capped', sort: 'effectiveOn:desc' } as const
  const list = useRead(regulationsApi.listRegulations, { query } as never).data as
    | { readonly rows: readonly { id: string; number: string; title: { zh: string; en: string } }[] }
    | undefined
  return (
    <Form.Item name="regulationId" label={t.forPolicy}>
      <Select
        allowClear
        options={(list?.rows ?? []).map(({ id, number, title }) => ({ value: id, label: `${number} ${say(title)}` }))}
      />
    </Form.Item>
  )
}
