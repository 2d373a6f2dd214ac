import type { Policy, Stage } from '@puhui/policy'
import { Segmented } from 'antd'
import { useState } from 'react'
import { policiesText } from '../../i18n/policies.ts'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import type { Checked } from './check.ts'
import { AxesHead } from './cross-head.tsx'
import { Choice, useSettable } from './inputs.tsx'
import { JsonView } from './json-view.tsx'
import { ListEditor } from './list-editor.tsx'
import { OfferTerms } from './offer-terms.tsx'
import { ScoreHead } from './score-head.tsx'
import { StageGrid } from './stage-grid.tsx'
import { hitLines, problemsOf } from './stage-tones.ts'
import { TableHead } from './table-head.tsx'
import { TreeEditor } from './tree-editor.tsx'
import { UnknownFields } from './unknown-fields.tsx'

interface StageEditorProps {
  readonly stage: Stage
  readonly policy: Policy
  readonly pointer: string
  readonly checked: Checked | undefined
  readonly isReadOnly: boolean
  readonly onChange: (stage: Stage) => void
}

type View = 'form' | 'grid' | 'json'
const VIEWS: Readonly<Record<Stage['kind'], readonly View[]>> = {
  rules: ['grid', 'json'],
  lists: ['form', 'grid', 'json'],
  table: ['grid', 'json'],
  cross: ['grid', 'json'],
  tree: ['form', 'json'],
  scorecard: ['grid', 'json'],
  offer: ['grid', 'json'],
}

/** A stage in the form that suits its kind; grid and JSON show the same content. */
export function StageEditor(props: StageEditorProps) {
  const { stage, policy, isReadOnly, onChange } = props
  const t = useText(policyEditorText)
  const { stageKinds } = useText(policiesText)
  const say = useLocalized()
  const views = VIEWS[stage.kind]
  const [view, setView] = useState<View>(views[0]!)
  const names: Readonly<Record<View, string>> = { form: t.asForm, grid: t.asGrid, json: t.asJson }
  return (
    <Block
      title={`${say(stage.title)} · ${stageKinds[stage.kind]}`}
      actions={
        <Segmented<View>
          size="small"
          aria-label={t.view}
          value={view}
          options={views.map((value) => ({ value, label: names[value] }))}
          onChange={setView}
        />
      }
    >
      {view === 'json' && <JsonView stage={stage} policy={policy} isReadOnly={isReadOnly} onChange={onChange} />}
      {view === 'form' && <Form {...props} />}
      {view === 'grid' && (
        <>
          <Head {...props} />
          <StageGrid {...props} />
          {stage.kind === 'offer' && (
            <OfferTerms stage={stage} policy={policy} isReadOnly={isReadOnly} onChange={onChange} />
          )}
        </>
      )}
    </Block>
  )
}

function Form({ stage, checked, pointer, ...rest }: StageEditorProps) {
  const own = { ...rest, pointer, problems: problemsOf(checked, pointer), hits: hitLines(checked, stage.id) }
  if (stage.kind === 'lists') return <ListEditor stage={stage} {...own} />
  return stage.kind === 'tree' ? <TreeEditor stage={stage} {...own} /> : null
}

/** What stands above the grid: columns, axes, base points. */
function Head({ stage, policy, pointer, checked, isReadOnly, onChange }: StageEditorProps) {
  const t = useText(policyEditorText)
  const settable = useSettable()
  const problems = problemsOf(checked, pointer)
  switch (stage.kind) {
    case 'table':
      return (
        <TableHead
          table={stage.table}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={(table) => onChange({ ...stage, table })}
        />
      )
    case 'scorecard':
      return <ScoreHead stage={stage} policy={policy} isReadOnly={isReadOnly} onChange={onChange} />
    case 'offer':
      return (
        <AxesHead
          axes={stage.price}
          policy={policy}
          problems={problems}
          isChecked={checked !== undefined}
          isReadOnly={isReadOnly}
          onChange={(axes) => onChange({ ...stage, price: { ...stage.price, ...axes } })}
        />
      )
    case 'cross': {
      const set = (change: Partial<typeof stage.cross>) => onChange({ ...stage, cross: { ...stage.cross, ...change } })
      return (
        <>
          <AxesHead
            axes={stage.cross}
            policy={policy}
            problems={problems}
            isChecked={checked !== undefined}
            isReadOnly={isReadOnly}
            onChange={set}
          />
          <div className="line-fields">
            <Choice
              label={t.cellTo}
              value={stage.cross.to}
              choices={settable}
              isReadOnly={isReadOnly}
              onChange={(to) => set({ to })}
            />
            <UnknownFields value={stage.cross} policy={policy} isReadOnly={isReadOnly} onChange={set} />
          </div>
        </>
      )
    }
    default:
      return null
  }
}
