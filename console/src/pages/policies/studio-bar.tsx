import { Button } from 'antd'
import { policiesText } from '../../i18n/policies.ts'
import { useText } from '../../i18n/text.ts'
import { Tag } from '../../ui/status-tag.tsx'
import type { SaveState } from './autosave.ts'

interface StudioBarProps {
  readonly history: {
    readonly undo: () => void
    readonly redo: () => void
    readonly canUndo: boolean
    readonly canRedo: boolean
  }
  /** Absent when nothing can be changed. */
  readonly state: SaveState | undefined
  readonly draftId: string
  readonly onSave: () => Promise<void>
}

/** Undo, redo, and whether what is typed is on the server. */
export function StudioBar({ history, state, onSave }: StudioBarProps) {
  const t = useText(policiesText)
  if (!state) return <Tag tone="neutral">{t.readOnly}</Tag>
  const tones = { saved: 'good', saving: 'info', unsaved: 'attention', failed: 'bad' } as const
  const texts = { saved: t.saved, saving: t.saving, unsaved: t.unsaved, failed: t.saveFailed }
  return (
    <>
      <span role="status" data-part="save-state" data-state={state}>
        <Tag tone={tones[state]}>{texts[state]}</Tag>
      </span>
      {state === 'failed' && (
        <Button size="small" onClick={() => void onSave()}>
          {t.saving}
        </Button>
      )}
      <Button disabled={!history.canUndo} onClick={history.undo}>
        {t.undo}
      </Button>
      <Button disabled={!history.canRedo} onClick={history.redo}>
        {t.redo}
      </Button>
    </>
  )
}
