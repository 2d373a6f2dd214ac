import type { Parameter } from '@puhui/policy'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Choice, MoveButtons, TextInput } from './inputs.tsx'

interface ParameterFormProps {
  readonly parameter: Parameter
  readonly at: number
  readonly count: number
  readonly isReadOnly: boolean
  readonly onChange: (parameter: Parameter) => void
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
}

/** What a parameter is called in conditions and on screen, what kind of value it is, and where that comes from. */
export function ParameterForm({ parameter, at, count, isReadOnly, onChange, onMove, onRemove }: ParameterFormProps) {
  const t = useText(policyEditorText)
  const say = useLocalized()
  const { unit, ...unitless } = parameter
  const locales = ['zh', 'en'] as const
  return (
    <section className="check-card" aria-label={say(parameter.label)} data-part="parameter-form">
      <header className="line-fields">
        <strong>{say(parameter.label)}</strong>
        <MoveButtons
          what={say(parameter.label)}
          at={at}
          count={count}
          isReadOnly={isReadOnly}
          onMove={onMove}
          onRemove={onRemove}
        />
      </header>
      <div className="line-fields">
        <TextInput
          label={t.id}
          value={parameter.id}
          isReadOnly={isReadOnly}
          onChange={(id) => onChange({ ...parameter, id })}
        />
        <Choice
          label={t.type}
          value={parameter.type}
          choices={t.types}
          isReadOnly={isReadOnly}
          onChange={(type) => onChange({ ...parameter, type, value: blankOf(type) })}
        />
      </div>
      {locales.map((locale) => (
        <div key={locale} className="line-fields">
          <TextInput
            label={locale === 'zh' ? t.nameZh : t.nameEn}
            value={parameter.label[locale]}
            isReadOnly={isReadOnly}
            onChange={(text) => onChange({ ...parameter, label: { ...parameter.label, [locale]: text } })}
          />
          <TextInput
            label={`${t.unit} ${locale}`}
            value={unit?.[locale] ?? ''}
            isReadOnly={isReadOnly}
            onChange={(text) => {
              const next = { zh: unit?.zh ?? '', en: unit?.en ?? '', [locale]: text }
              onChange(next.zh === '' && next.en === '' ? unitless : { ...parameter, unit: next })
            }}
          />
          <TextInput
            label={locale === 'zh' ? t.sourceZh : t.sourceEn}
            value={parameter.source[locale]}
            isReadOnly={isReadOnly}
            onChange={(text) => onChange({ ...parameter, source: { ...parameter.source, [locale]: text } })}
          />
        </div>
      ))}
      {parameter.type === 'enum' && <Options parameter={parameter} isReadOnly={isReadOnly} onChange={onChange} />}
    </section>
  )
}

function blankOf(type: Parameter['type']): Parameter['value'] {
  if (type === 'boolean') return false
  return type === 'text' || type === 'enum' || type === 'day' ? '' : 0
}

type OptionsProps = Pick<ParameterFormProps, 'parameter' | 'isReadOnly' | 'onChange'>

/** The choices of an enum, one line each: value, Chinese, English. */
function Options({ parameter, isReadOnly, onChange }: OptionsProps) {
  const t = useText(policyEditorText)
  const text = (parameter.values ?? []).map(({ value, label }) => `${value}=${label.zh}/${label.en}`).join('; ')
  return (
    <TextInput
      label={t.options}
      value={text}
      isReadOnly={isReadOnly}
      onChange={(typed) => onChange({ ...parameter, values: typed.split(/\s*;\s*/).map(optionOf) })}
    />
  )
}

function optionOf(text: string) {
  const [value = '', labels = ''] = text.split('=')
  const [zh = '', en = ''] = labels.split('/')
  return { value, label: { zh, en } }
}
