import type { Stage } from '@puhui/policy'
import { Input } from 'antd'
import { useState } from 'react'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'

interface TreeEditorProps {
  readonly stage: Stage
  readonly isReadOnly: boolean
  readonly onChange: (stage: Stage) => void
}

/** A tree as its data; what does not read stays on screen and is not taken. */
export function TreeEditor({ stage, isReadOnly, onChange }: TreeEditorProps) {
  const t = useText(policiesText)
  const say = useLocalized()
  const [text, setText] = useState(() => JSON.stringify(stage.kind === 'tree' ? stage.tree : {}, null, 2))
  const [isBroken, setBroken] = useState(false)
  const take = (typed: string) => {
    setText(typed)
    try {
      const tree = JSON.parse(typed) as { root?: unknown; outputs?: unknown }
      const isTree = typeof tree.root === 'object' && Array.isArray(tree.outputs)
      setBroken(!isTree)
      if (isTree && stage.kind === 'tree') onChange({ ...stage, tree: tree as typeof stage.tree })
    } catch {
      setBroken(true)
    }
  }
  return (
    <Block title={`${say(stage.title)} · ${t.tree}`}>
      <p className="soft">{isBroken ? t.treeBroken : t.treeAbout}</p>
      <Input.TextArea
        aria-label={t.tree}
        className="mono"
        rows={18}
        readOnly={isReadOnly}
        value={text}
        status={isBroken ? 'error' : ''}
        onChange={(event) => take(event.target.value)}
      />
    </Block>
  )
}
