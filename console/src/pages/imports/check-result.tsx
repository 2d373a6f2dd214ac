import { applicationsApi, urlOf } from '@puhui/api'
import { Button } from 'antd'
import { importsText } from '../../i18n/imports.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Block } from '../../ui/page.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import type { ImportRun } from './import-file.tsx'

const MOST = 200

/** What the dry run found: each problem with its row, column and value, and the bad rows to correct. */
export function CheckResult({ run }: { readonly run: ImportRun }) {
  const t = useText(importsText)
  const say = useLocalized()
  const bad = run.bad ?? 0
  if (bad === 0) {
    return (
      <Block title={t.result}>
        <Tag tone="good">{t.allGood}</Tag>
      </Block>
    )
  }
  const shown = run.problems.slice(0, MOST)
  return (
    <Block
      title={t.problems}
      actions={
        <Button
          href={urlOf(applicationsApi.importBadRows, { params: { importId: run.id } })}
          download
          title={t.downloadAbout}
          icon={<Icon name="export" size={16} />}
        >
          {t.downloadBad}
        </Button>
      }
      isFlush
    >
      <div className="wrapping" data-part="import-problems">
        <PlainTable
          caption={t.problems}
          table={{
            head: [t.row, t.column, t.value, t.code, t.message],
            rows: shown.map((one) => [
              String(one.row),
              one.column,
              <code key="value">{one.value === '' ? '""' : one.value}</code>,
              <code key="code">{one.code}</code>,
              say(one.message),
            ]),
          }}
        />
      </div>
      {run.problems.length > shown.length && (
        <p className="soft block-note">{t.shownOf(shown.length, run.problems.length)}</p>
      )}
    </Block>
  )
}
