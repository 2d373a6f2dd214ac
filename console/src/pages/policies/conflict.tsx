import { Button, Modal } from 'antd'
import { policiesText } from '../../i18n/policies.ts'
import { useText } from '../../i18n/text.ts'
import { type Content, contentOf, type Draft } from './autosave.ts'
import { Differences } from './compare-tab.tsx'

interface ConflictProps {
  readonly mine: Content
  readonly theirs: Draft
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
}

/** Two people typed into one draft: both are shown, and neither is lost until someone chooses. */
export function Conflict({ mine, theirs, onKeepMine, onTakeTheirs }: ConflictProps) {
  const t = useText(policiesText)
  const names = [t.mine, `${t.theirs} (${theirs.brief.authors.join(', ')})`] as const
  return (
    <Modal
      open
      width={860}
      title={t.conflict}
      closable={false}
      footer={
        <>
          <Button onClick={onTakeTheirs}>{t.takeTheirs}</Button>
          <Button type="primary" onClick={onKeepMine}>
            {t.keepMine}
          </Button>
        </>
      }
    >
      <p>{t.conflictAbout}</p>
      <div data-part="conflict">
        <Differences before={mine.policy} after={contentOf(theirs).policy} names={names} />
      </div>
    </Modal>
  )
}
