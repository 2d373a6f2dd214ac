import { formatYuan, parseYuan } from '@puhui/money'
import { DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useRef, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'

interface InputProps<V> {
  readonly value?: V | undefined
  readonly onChange?: (value: V | undefined) => void
  readonly id?: string
  readonly disabled?: boolean
  readonly placeholder?: string
  readonly 'aria-label'?: string
}

/** Yuan as people type them, fen as a decimal string for the API: '1,234.5' ↔ '123450'. What is no amount is handed on as typed. */
export function FenInput({ value, onChange, ...rest }: InputProps<string>) {
  const t = useText(uiText).form
  const [typed, setTyped] = useState<string>()
  const shown = typed ?? (value && /^-?\d+$/.test(value) ? formatYuan(BigInt(value)) : (value ?? ''))
  function change(text: string) {
    setTyped(text)
    const read = parseYuan(text)
    onChange?.(text.trim() === '' ? undefined : read.ok ? read.value.toString() : text)
  }
  return (
    <Input
      {...rest}
      className="figures"
      prefix="¥"
      suffix={t.yuan}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      onChange={(event) => change(event.target.value)}
      onBlur={() => setTyped(undefined)}
    />
  )
}

/** Per cent as people type it, millionths for the API: '7.2' ↔ 72000. */
export function RateInput({ value, onChange, ...rest }: InputProps<number | string>) {
  const [typed, setTyped] = useState<string>()
  const shown = typed ?? (typeof value === 'number' ? percentOf(value) : (value ?? ''))
  function change(text: string) {
    setTyped(text)
    const match = /^(-?)(\d{1,5})(?:\.(\d{0,4}))?$/.exec(text.normalize('NFKC').replace('%', '').trim())
    if (!match) return onChange?.(text.trim() === '' ? undefined : text)
    const size = Number(match[2]) * 10_000 + Number((match[3] ?? '').padEnd(4, '0'))
    onChange?.(match[1] === '-' ? -size : size)
  }
  return (
    <Input
      {...rest}
      className="figures"
      suffix="%"
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      onChange={(event) => change(event.target.value)}
      onBlur={() => setTyped(undefined)}
    />
  )
}

function percentOf(ppm: number): string {
  const digits = String(Math.abs(ppm)).padStart(5, '0')
  const decimals = digits.slice(-4).replace(/0+$/, '')
  return `${ppm < 0 ? '-' : ''}${digits.slice(0, -4)}${decimals === '' ? '' : `.${decimals}`}`
}

/** A calendar day as `YYYY-MM-DD`; it never becomes an instant. */
export function DayInput({ value, onChange, ...rest }: InputProps<string> & { readonly max?: string }) {
  const { max, ...plain } = rest
  return (
    <DatePicker
      {...plain}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : undefined)}
      {...(max ? { maxDate: dayjs(max) } : {})}
    />
  )
}

const SETTLE_MS = 300

/** A search box that waits for the end of a composition: typing pinyin asks the server nothing. */
export function SearchInput(props: {
  readonly value: string
  readonly onSearch: (text: string) => void
  readonly label: string
  readonly inputId?: string
}) {
  const [typed, setTyped] = useState(props.value)
  const [seen, setSeen] = useState(props.value)
  const isComposing = useRef(false)
  if (seen !== props.value) {
    setSeen(props.value)
    setTyped(props.value)
  }
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  function settle(text: string) {
    clearTimeout(waiting.current)
    if (text.trim() !== props.value) props.onSearch(text.trim())
  }
  function settleSoon(text: string) {
    clearTimeout(waiting.current)
    waiting.current = setTimeout(() => settle(text), SETTLE_MS)
  }
  return (
    <Input.Search
      id={props.inputId}
      value={typed}
      allowClear
      placeholder={props.label}
      aria-label={props.label}
      onChange={(event) => {
        setTyped(event.target.value)
        if (!isComposing.current) settleSoon(event.target.value)
      }}
      onCompositionStart={() => {
        isComposing.current = true
        clearTimeout(waiting.current)
      }}
      onCompositionEnd={(event) => {
        isComposing.current = false
        setTyped(event.currentTarget.value)
        settleSoon(event.currentTarget.value)
      }}
      onSearch={(text) => {
        if (!isComposing.current) settle(text)
      }}
    />
  )
}
