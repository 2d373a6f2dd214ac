import { labelOf, marketApi, type OutputOf, valuesOf } from '@puhui/api'
import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { marketText } from '../../i18n/market.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { DayInput, RateInput } from '../../ui/inputs.tsx'
import { Problems } from '../../ui/problems.tsx'

type Sets = OutputOf<typeof marketApi.listDataSets>['sets']
type Checked = OutputOf<typeof marketApi.checkFile>
type Unit = Checked['mapping']['amountUnit']
type Kind = 'platform' | 'institution' | 'analyst' | 'authority'

interface About {
  readonly source?: string
  readonly kind: Kind
  readonly licence?: string
  readonly retrievedOn?: string
  readonly claim?: { fromYear?: number; toYear?: number; cagrMinPpm?: number; text?: string }
}

const UNITS: readonly Unit[] = ['yuan', 'wan', 'yi']
const KINDS = valuesOf('marketSourceKind').filter((kind): kind is Kind => kind !== 'own' && kind !== 'shipped')

interface Props {
  readonly sets: Sets
  readonly dataSet: Sets[number]['id']
  readonly onDone: () => void
}

/** A file, a dry run with every wrong value, then all of it or nothing. */
export function LoadFile({ sets, dataSet, onDone }: Props) {
  const t = useText(marketText)
  const { message } = App.useApp()
  const [file, setFile] = useState<{ name: string; content: string }>()
  const [form] = Form.useForm<About>()
  const about = Form.useWatch([], form) as About | undefined
  const check = useWrite(marketApi.checkFile, { refreshes: [] })
  const load = useWrite(marketApi.loadFile, { refreshes: ['market.dataSets', 'market.dataSet', 'market.size'] })
  const checked = check.data
  const set = sets.find(({ id }) => id === dataSet)!
  function run(mapping?: Checked['mapping']) {
    if (!file) return
    const body = { dataSet, fileName: file.name, content: file.content, ...(mapping ? { mapping } : {}) }
    check.mutate({ body })
  }
  function send(fields: About) {
    if (!file || !checked) return
    const body = { dataSet, fileName: file.name, content: file.content, mapping: checked.mapping, ...aboutBody(fields) }
    load.mutate(
      { body: body as never },
      {
        onSuccess: ({ rows, version }) => {
          message.success(t.loaded(rows, version))
          onDone()
        },
      },
    )
  }
  const isClean = checked !== undefined && checked.bad.length === 0 && checked.missing.length === 0 && checked.good > 0
  const isFilled = Boolean(about?.source && about.licence && about.retrievedOn)
  return (
    <div className="market-load">
      <Problems error={check.error ?? load.error} />
      <div>
        <label htmlFor="market-file">{t.file}</label>
        <input
          id="market-file"
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            check.reset()
            const chosen = event.target.files?.[0]
            if (chosen) void textOf(chosen).then((content) => setFile({ name: chosen.name, content }))
          }}
        />
      </div>
      <div>
        <DisabledReason why={file ? undefined : t.chooseFile}>
          <Button onClick={() => run()} loading={check.isPending}>
            {t.check}
          </Button>
        </DisabledReason>
      </div>
      {checked && <Mapping set={set} checked={checked} onChange={run} />}
      {checked && <Checks set={set} checked={checked} />}
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={{ kind: 'analyst' }} onFinish={send}>
        <SourceFields hasClaim={dataSet === 'size'} />
        <DisabledReason why={!isClean ? t.checkFirst : isFilled ? undefined : t.fillSource}>
          <Button type="primary" htmlType="submit" loading={load.isPending}>
            {t.loadNow}
          </Button>
        </DisabledReason>
      </Form>
    </div>
  )
}

function aboutBody({ claim, ...about }: About) {
  const isWhole = claim?.fromYear && claim.toYear && claim.cagrMinPpm !== undefined && claim.text
  return { ...about, claim: isWhole ? claim : null }
}

/** Files from spreadsheets are often in the Chinese national encoding: what is no UTF-8 is read as that. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

interface MappingProps {
  readonly set: Sets[number]
  readonly checked: Checked
  readonly onChange: (mapping: Checked['mapping']) => void
}

function Mapping({ set, checked: { header, mapping }, onChange }: MappingProps) {
  const t = useText(marketText)
  const say = useLocalized()
  const options = header.map((name) => ({ value: name, label: name }))
  return (
    <fieldset className="market-map">
      <legend>{t.mapping}</legend>
      {set.columns.map(({ id, label, isRequired }) => (
        <label key={id} htmlFor={`map-${id}`}>
          <span>
            {say(label)}
            {isRequired ? ' *' : ''}
          </span>
          <Select
            id={`map-${id}`}
            value={mapping.columns[id] ?? null}
            placeholder={t.notInFile}
            allowClear
            options={options}
            onChange={(name: string | undefined) =>
              onChange({ ...mapping, columns: mapped(mapping.columns, id, name) })
            }
          />
        </label>
      ))}
      {set.columns.some(({ type }) => type === 'amount') && (
        <label htmlFor="map-unit">
          <span>{t.unit}</span>
          <Select
            id="map-unit"
            value={mapping.amountUnit}
            options={UNITS.map((unit) => ({ value: unit, label: t.units[unit] }))}
            onChange={(amountUnit: Unit) => onChange({ ...mapping, amountUnit })}
          />
        </label>
      )}
    </fieldset>
  )
}

function mapped(columns: Readonly<Record<string, string>>, id: string, name: string | undefined) {
  const rest = Object.entries(columns).filter(([column]) => column !== id)
  return Object.fromEntries(name === undefined ? rest : [...rest, [id, name]])
}

function Checks({ set, checked }: { readonly set: Sets[number]; readonly checked: Checked }) {
  const t = useText(marketText)
  const say = useLocalized()
  const nameOf = (id: string) => {
    const column = set.columns.find((one) => one.id === id)
    return column ? say(column.label) : id
  }
  return (
    <div role="status">
      <p>{t.checked(checked.good, checked.rows)}</p>
      {checked.bad.length > 0 && (
        <>
          <p>{t.badTitle(checked.badRows)}</p>
          <PlainTable
            caption={t.badTitle(checked.badRows)}
            table={{
              head: [t.row, t.column, t.value, t.reason],
              rows: checked.bad.map(({ row, column, value, reason }) => [row, nameOf(column), value, say(reason)]),
            }}
          />
        </>
      )}
    </div>
  )
}

function SourceFields({ hasClaim }: { readonly hasClaim: boolean }) {
  const t = useText(marketText)
  const say = useLocalized()
  return (
    <>
      <Form.Item name="source" label={t.sourceName} rules={[{ required: true }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="kind" label={t.kind} rules={[{ required: true }]}>
        <Select options={KINDS.map((kind) => ({ value: kind, label: say(labelOf('marketSourceKind', kind)) }))} />
      </Form.Item>
      <Form.Item name="licence" label={t.licence} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="retrievedOn" label={t.retrieved} rules={[{ required: true }]}>
        <DayInput />
      </Form.Item>
      {hasClaim && (
        <fieldset className="market-map">
          <legend>{t.claimTitle}</legend>
          <Form.Item name={['claim', 'fromYear']} label={t.claimFrom}>
            <InputNumber min={1990} max={2100} />
          </Form.Item>
          <Form.Item name={['claim', 'toYear']} label={t.claimTo}>
            <InputNumber min={1990} max={2100} />
          </Form.Item>
          <Form.Item name={['claim', 'cagrMinPpm']} label={t.claimRate}>
            <RateInput />
          </Form.Item>
          <Form.Item name={['claim', 'text']} label={t.claimText}>
            <Input maxLength={200} />
          </Form.Item>
        </fieldset>
      )}
    </>
  )
}
