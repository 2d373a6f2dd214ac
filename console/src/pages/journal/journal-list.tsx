import { type OutputOf, systemApi } from '@puhui/api'
import { Button } from 'antd'
import { useWrite } from '../../api/hooks.ts'
import { adminText } from '../../i18n/admin.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Block } from '../../ui/page.tsx'
import { placeOf } from '../../ui/place-of.ts'
import { Problems } from '../../ui/problems.tsx'
import { Empty } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'

type Verdict = OutputOf<typeof systemApi.verifyJournal>

/** Every line of what happened; one button proves that none was changed by hand. */
export function JournalList() {
  const t = useText(adminText)
  const why = useWhyNot()
  const verify = useWrite(systemApi.verifyJournal, { refreshes: [] })
  return (
    <ListPage
      operation={systemApi.listJournal}
      cells={{
        actorName: (row) => (
          <Linked
            name={row.actorName}
            href={row.actorKind === 'customer' ? placeOf('customer', row.actorId) : undefined}
          />
        ),
        objectId: (row) => <Linked name={row.objectId} href={placeOf(row.objectKind, row.objectId)} />,
      }}
      actions={
        <DisabledReason why={why('journal.verify')}>
          <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate({})} data-part="verify">
            {t.verify}
          </Button>
        </DisabledReason>
      }
      above={
        <>
          <Problems error={verify.error} />
          {verify.data && <Shown verdict={verify.data} />}
        </>
      }
      empty={<Empty title={t.noLines} />}
    />
  )
}

function Linked({ name, href }: { readonly name: string; readonly href: string | undefined }) {
  return href ? <To href={href}>{name}</To> : name
}

function Shown({ verdict }: { readonly verdict: Verdict }) {
  const t = useText(adminText)
  const say = useLocalized()
  return (
    <Block>
      <div role="status" data-part="verdict">
        <Tag tone={verdict.isIntact ? 'good' : 'bad'}>{verdict.isIntact ? t.intact : t.tampered}</Tag>
        <p>{t.checkedLines(verdict.lines, verdict.sealed, verdict.tookMs)}</p>
        {verdict.head && (
          <p className="soft">
            {t.head} <code>{verdict.head}</code>
          </p>
        )}
      </div>
      {verdict.findings.length > 0 && (
        <PlainTable
          table={{
            head: [t.sequence, t.kind, t.what],
            rows: verdict.findings.map((finding) => [finding.sequence, t.kinds[finding.kind], say(finding.note)]),
          }}
        />
      )}
    </Block>
  )
}
