import { labelOf, regulationsApi, valuesOf } from '@puhui/api'
import { App, Checkbox, Form, Input, Modal, Select } from 'antd'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { openProducts, type WhatIf } from './what-if-shown.ts'

interface Fields {
  readonly kinds: Readonly<Record<string, string>>
  readonly note: string
  readonly proposesNumbers: boolean
}

/** Chooses a measure for every product that the numbers refuse something of; a second person releases what comes of it. */
export function ApplyForm({ of, onClose }: { readonly of: WhatIf; readonly onClose: () => void }) {
  const t = useText(regulationsText)
  const say = useLocalized()
  const { message } = App.useApp()
  const products = openProducts(of)
  const isSet = of.regulation?.isNumbersReleased === true
  const choices = [
    { value: 'none', label: t.noneFor },
    ...valuesOf('ruleMeasure').map((value) => ({ value, label: say(labelOf('ruleMeasure', value)) })),
  ]
  return (
    <Modal open title={t.applyTitle} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="soft">{t.applyAbout}</p>
      <OperationForm
        operation={regulationsApi.applyWhatIf}
        input={({ kinds, note, proposesNumbers }: Fields) => ({
          params: { whatIfId: of.id },
          body: { measures: measuresIn(kinds), note, proposesNumbers: proposesNumbers && !isSet } as never,
        })}
        initial={{
          kinds: Object.fromEntries(products.map(({ code, reasons }) => [code, firstFor(reasons)])),
          proposesNumbers: !isSet,
        }}
        submit={t.apply}
        onCancel={onClose}
        onDone={() => {
          message.success(t.applied)
          onClose()
        }}
      >
        {products.map(({ code, name }) => (
          <Form.Item key={code} name={['kinds', code]} label={`${code} ${say(name)}`}>
            <Select options={choices} />
          </Form.Item>
        ))}
        <Form.Item required name="note" label={t.applyNote}>
          <Input maxLength={200} />
        </Form.Item>
        {!isSet && (
          <Form.Item name="proposesNumbers" valuePropName="checked">
            <Checkbox>{t.proposesNumbers}</Checkbox>
          </Form.Item>
        )}
      </OperationForm>
    </Modal>
  )
}

function measuresIn(kinds: Readonly<Record<string, string>> | undefined) {
  return Object.entries(kinds ?? {}).flatMap(([productCode, kind]) => (kind === 'none' ? [] : [{ productCode, kind }]))
}

/** What answers the reason: a price for the cost, a term for the term, an amount for the rest; all three for several. */
function firstFor(reasons: readonly string[]): string {
  if (reasons.length !== 1) return 'combined'
  if (reasons[0] === 'cost') return 'lowerRate'
  return reasons[0] === 'term' ? 'shortenTerm' : 'lowerAmount'
}
