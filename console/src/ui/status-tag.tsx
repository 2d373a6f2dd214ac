import { labelOf } from '@puhui/api'
import { type Tone, toneOf } from '@puhui/design'
import type { ReactNode } from 'react'
import { useLocalized } from '../i18n/text.ts'

/** A state by its name: `<StatusTag set="loanStatus" value="overdue" />`. The dot and the words say it, not colour alone. */
export function StatusTag({ set, value }: { readonly set: string; readonly value: string | null | undefined }) {
  const say = useLocalized()
  if (!value) return null
  return <Tag tone={toneOf(value)}>{say(labelOf(set, value))}</Tag>
}

export function Tag(props: { readonly tone: Tone; readonly title?: string; readonly children: ReactNode }) {
  return (
    <span className={`tag tag-${props.tone}`} title={props.title}>
      {props.children}
    </span>
  )
}

/** Marks an answer that came from a simulated twin of the outside world. */
export function Simulated({ label }: { readonly label: string }) {
  return <span className="demo-mark">{label}</span>
}
