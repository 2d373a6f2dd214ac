import type { OutputOf, segmentsApi } from '@puhui/api'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Count } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { fieldsOf } from './condition-fields.ts'

type Part = OutputOf<typeof segmentsApi.countSegment>['chips'][number]

interface ChipProps {
  readonly part: Part
  /** Whether it stands in the fields below. */
  readonly isEdited: boolean
  readonly onEdit: () => void
  /** The condition as it shall be; nothing: it goes. */
  readonly onChange: (text: string | undefined) => void
}

/**
 * One condition of a segment, in words. What the fields can hold is changed in them, any other as text in place: Enter
 * takes it and Escape leaves it as it was.
 */
export function Chip({ part, isEdited, onEdit, onChange }: ChipProps) {
  const t = useText(segmentsText)
  const say = useLocalized()
  const [draft, setDraft] = useState<string>()
  const sentence = say(part.sentence)
  const take = () => {
    if (draft !== undefined && draft.trim() !== part.text) onChange(draft.trim() === '' ? undefined : draft.trim())
    setDraft(undefined)
  }
  return (
    <li className="segment-chip" data-edited={isEdited || undefined}>
      {draft === undefined ? (
        <Button
          type="text"
          className="segment-chip-words"
          aria-label={`${t.change}: ${sentence}`}
          onClick={() => (fieldsOf(part.text) ? onEdit() : setDraft(part.text))}
        >
          {sentence}
        </Button>
      ) : (
        <Input
          className="segment-chip-words"
          autoFocus
          aria-label={t.change}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onPressEnter={take}
          onBlur={take}
          onKeyDown={(event) => event.key === 'Escape' && setDraft(undefined)}
        />
      )}
      <small className="soft">
        {t.alone} <Count value={part.alone} /> · {t.left} <Count value={part.left} />
      </small>
      <Button
        type="text"
        size="small"
        aria-label={`${t.remove}: ${sentence}`}
        icon={<Icon name="close" size={14} />}
        onClick={() => onChange(undefined)}
      />
    </li>
  )
}
