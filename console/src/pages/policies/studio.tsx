import { policiesApi } from '@puhui/api'
import type { Policy } from '@puhui/policy'
import { useParams } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { memo, useCallback, useDeferredValue, useEffect, useRef, useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useCan } from '../../api/session.ts'
import { useUrlState } from '../../app/url-state.ts'
import { useHistory } from '../../grid/history.ts'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { ApplicantPanel } from './applicant-panel.tsx'
import { type Content, contentOf, type Draft, dropLocal, localContent, useAutosave } from './autosave.ts'
import type { Applicant } from './check.ts'
import { Conflict } from './conflict.tsx'
import { FlowEditor } from './flow-editor.tsx'
import { ParametersPanel } from './parameters-panel.tsx'
import { ProblemsPanel } from './problems-panel.tsx'
import { ReasonsPanel } from './reasons-panel.tsx'
import { ReleasePanel } from './release-panel.tsx'
import { ScenariosPanel } from './scenarios-panel.tsx'
import { StageEditor } from './stage-editor.tsx'
import { StudioBar } from './studio-bar.tsx'
import { StudioNav } from './studio-nav.tsx'
import { useCheck } from './use-check.ts'
import './policies.css'

/** Where a policy is written, tried on applicants, rehearsed on the past and handed in. */
export function Studio() {
  const { draftId = '' } = useParams({ strict: false })
  const read = useRead(policiesApi.getDraft, { params: { draftId } })
  const [start, setStart] = useState<Draft>()
  if (read.isError && !start) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  // What the editor starts from is kept: a later reading must not take the place of what is typed.
  if (!start) {
    setStart(read.data)
    return <PageSkeleton />
  }
  return <Workbench key={draftId} draft={start} now={read.data} />
}

function Workbench({ draft, now }: { readonly draft: Draft; readonly now: Draft }) {
  const t = useText(policiesText)
  const say = useLocalized()
  const can = useCan()
  const [search, setSearch] = useUrlState()
  const history = useHistory<Content>(contentOf(draft))
  const [applicant, setApplicant] = useState<Applicant>(() => draft.scenarios[0]?.facts ?? {})
  const isEditable = now.brief.status === 'draft' && can('policies.edit')
  const { policy, scenarios } = history.now
  const saving = useAutosave(draft, history.now, isEditable)
  const { checked, isFresh } = useCheck(policy, scenarios, applicant)
  const at = search.at ?? policy.stages[0]?.id ?? 'parameters'
  const stage = policy.stages.find(({ id }) => id === at)
  const edit = (change: (content: Content) => Content) => isEditable && history.set(change)
  const setPolicy = (next: Policy) => edit((content) => ({ ...content, policy: next }))
  useUndoKeys(history.undo, history.redo)
  // What stands around the editor follows a moment later, so that a large table is typed into without lag.
  const around = useDeferredValue(policy)
  const [isSaidFresh, said] = [useDeferredValue(isFresh), useDeferredValue(checked)]
  const goTo = useRef(setSearch)
  goTo.current = setSearch
  const go = useCallback((to: string) => goTo.current({ at: to }), [])
  return (
    <Page
      title={say(policy.title)}
      aside={<StatusTag set="draftStatus" value={now.brief.status} />}
      about={
        <>
          <To href={`/policies/${draft.code}?tab=drafts`}>{draft.code}</To> · {t.base}{' '}
          {t.version(draft.brief.baseVersion)} · {now.brief.authors.join(', ')}
        </>
      }
      actions={
        <StudioBar
          history={history}
          state={isEditable ? saving.state : undefined}
          draftId={draft.brief.id}
          onSave={saving.save}
        />
      }
    >
      {isEditable && <Restore draft={draft} onRestore={(content) => history.set(content)} />}
      <div className="studio">
        <StudioNav
          policy={policy}
          at={at}
          checked={checked}
          scenarioCount={scenarios.length}
          onGo={(to) => setSearch({ at: to })}
          onChange={isEditable ? (next) => edit((content) => ({ ...content, policy: next })) : undefined}
        />
        <main className="studio-main">
          {stage && (
            <StageEditor
              key={stage.id}
              stage={stage}
              policy={policy}
              pointer={`/stages/${policy.stages.indexOf(stage)}`}
              checked={checked}
              isReadOnly={!isEditable}
              onChange={(next) =>
                edit((content) => ({
                  ...content,
                  policy: {
                    ...content.policy,
                    stages: content.policy.stages.map((one) => (one.id === stage.id ? next : one)),
                  },
                }))
              }
            />
          )}
          {at === 'flow' && (
            <FlowEditor
              policy={policy}
              code={draft.code}
              checked={checked}
              isReadOnly={!isEditable}
              onChange={setPolicy}
              onGo={(to) => setSearch({ at: to })}
            />
          )}
          {at === 'parameters' && <ParametersPanel policy={policy} isReadOnly={!isEditable} onChange={setPolicy} />}
          {at === 'reasons' && <ReasonsPanel policy={policy} isReadOnly={!isEditable} onChange={setPolicy} />}
          {at === 'scenarios' && (
            <ScenariosPanel
              policy={policy}
              scenarios={scenarios}
              applicant={applicant}
              checked={checked}
              isReadOnly={!isEditable}
              onChange={(next) => edit((content) => ({ ...content, scenarios: next }))}
              onLoad={setApplicant}
            />
          )}
          {at === 'release' && <ReleasePanel draft={now} isSaved={saving.state === 'saved'} />}
          <Problems checked={said} isFresh={isFresh && isSaidFresh} policy={around} onGo={go} />
        </main>
        <Applicants applicant={applicant} policy={around} checked={said} onChange={setApplicant} />
      </div>
      {saving.theirs && (
        <Conflict
          mine={history.now}
          theirs={saving.theirs}
          onKeepMine={() => saving.keepMine(saving.theirs!)}
          onTakeTheirs={() => {
            const same = contentOf(saving.theirs!)
            history.set(same)
            saving.adopt(saving.theirs!, same)
          }}
        />
      )}
    </Page>
  )
}

const Problems = memo(ProblemsPanel)
const Applicants = memo(ApplicantPanel)

/** Ctrl+Z and Ctrl+Y act on the policy, except where a field has its own. */
function useUndoKeys(undo: () => void, redo: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || isTyping(event.target)) return
      const key = event.key.toLowerCase()
      if (key !== 'z' && key !== 'y') return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) redo()
      else undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [undo, redo])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

function Restore({ draft, onRestore }: { readonly draft: Draft; readonly onRestore: (content: Content) => void }) {
  const t = useText(policiesText)
  const [kept, setKept] = useState(() => {
    const content = localContent(draft.brief.id)
    return content && JSON.stringify(content) !== JSON.stringify(contentOf(draft)) ? content : undefined
  })
  if (!kept) return null
  return (
    <Alert
      type="info"
      showIcon
      title={t.restored}
      action={
        <>
          <Button
            size="small"
            type="primary"
            onClick={() => {
              onRestore(kept)
              setKept(undefined)
            }}
          >
            {t.restore}
          </Button>{' '}
          <Button
            size="small"
            onClick={() => {
              dropLocal(draft.brief.id)
              setKept(undefined)
            }}
          >
            {t.discardLocal}
          </Button>
        </>
      }
    />
  )
}
