import { type OutputOf, provisionsApi } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { useParams } from '@tanstack/react-router'
import { useRead } from '../../api/hooks.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Decision } from '../../ui/decision.tsx'
import { Count, DayText, Money } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { MigrationMatrix } from './matrix.tsx'
import '../ledger/ledger.css'
import './provisions.css'

type Run = OutputOf<typeof provisionsApi.getRun>

/** One month-end: what the loans need, what it does to the books, and the loans inside. */
export function RunFile() {
  const { runId = '' } = useParams({ strict: false })
  const t = useText(provisionsText)
  const read = useRead(provisionsApi.getRun, { params: { runId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const run = read.data
  return (
    <ObjectPage
      title={run.monthEnd}
      status={<StatusTag set="provisionRunStatus" value={run.status} />}
      facts={
        <>
          <IdChip id={run.id} />
          <To href="/provisions/tables">{t.runs.table(run.tableVersion)}</To>
          <span>{run.postedBy ? `${run.madeBy} · ${run.postedBy}` : run.madeBy}</span>
        </>
      }
      actions={
        run.status === 'proposed' && (
          <Decision
            operation={provisionsApi.decideRun}
            input={(body) => ({ params: { runId }, body })}
            makerId={run.makerId}
            about={t.runs.decide(run.monthEnd.slice(0, 7), showMoney(BigInt(run.chargeFen)))}
          />
        )
      }
      figures={<Figures run={run} />}
      tabs={[
        { key: 'sums', label: t.category, children: <Sums run={run} /> },
        { key: 'roll', label: t.runs.rollTab, children: <Movement run={run} /> },
      ]}
      journal={{ objectKind: 'provision_run', objectId: runId }}
      json={run}
    />
  )
}

function Figures({ run }: { readonly run: Run }) {
  const t = useText(provisionsText)
  const figures = [
    [
      t.loans,
      <To key="loans" href={`/provisions/runs/${run.id}/loans`}>
        {String(run.loans)}
      </To>,
    ],
    [t.exposure, <Money key="exposure" fen={run.exposureFen} />],
    [t.runs.before, <Money key="before" fen={run.beforeFen} />],
    [t.runs.needed, <Money key="needed" fen={run.allowanceFen} />],
    [t.charge, <Money key="charge" fen={run.chargeFen} sign="always" />],
  ] as const
  return figures.map(([label, value]) => (
    <Figure key={label} label={label}>
      {value}
    </Figure>
  ))
}

function Sums({ run }: { readonly run: Run }) {
  const t = useText(provisionsText)
  return (
    <div className="stack">
      <p>
        <To href={`/provisions/runs/${run.id}/loans`}>{t.runs.seeLoans}</To>
      </p>
      <div className="two">
        <Block title={t.runs.byCategory} isFlush>
          <PlainTable
            caption={t.runs.byCategory}
            table={{
              head: [t.category, t.loans, t.exposure, t.runs.policy, t.allowance],
              rows: run.byCategory.map((one) => [
                <To key="category" href={`/provisions/runs/${run.id}/loans?category=${one.category}`}>
                  <StatusTag set="riskCategory" value={one.category} />
                </To>,
                <Count key="loans" value={one.loans} />,
                <Money key="exposure" fen={one.exposureFen} />,
                <Money key="policy" fen={one.policyFen} />,
                <Money key="allowance" fen={one.allowanceFen} />,
              ]),
            }}
          />
        </Block>
        <Block title={t.runs.byStage} isFlush>
          <PlainTable
            caption={t.runs.byStage}
            table={{
              head: [t.stage, t.loans, t.exposure, t.runs.ecl, t.allowance],
              rows: run.byStage.map((one) => [
                one.stage,
                <Count key="loans" value={one.loans} />,
                <Money key="exposure" fen={one.exposureFen} />,
                <Money key="ecl" fen={one.eclFen} />,
                <Money key="allowance" fen={one.allowanceFen} />,
              ]),
            }}
          />
        </Block>
      </div>
      <ByProduct run={run} />
    </div>
  )
}

function ByProduct({ run }: { readonly run: Run }) {
  const t = useText(provisionsText)
  return (
    <Block title={t.runs.byProduct} isFlush>
      <PlainTable
        caption={t.runs.byProduct}
        table={{
          head: [t.runs.product, t.loans, t.allowance, t.charge, t.runs.entry],
          rows: run.byProduct.map((one) => [
            one.productCode,
            <Count key="loans" value={one.loans} />,
            <Money key="allowance" fen={one.allowanceFen} />,
            <Money key="charge" fen={one.chargeFen} sign="always" />,
            one.entryId ? (
              <To key="entry" href={`/ledger/entries/${one.entryId}`}>
                <DayText day={run.monthEnd} />
              </To>
            ) : null,
          ]),
        }}
      />
    </Block>
  )
}

const MOVES = [
  'openingFen',
  'transferredFen',
  'newLoansFen',
  'remeasuredFen',
  'releasedFen',
  'usedFen',
  'closingFen',
] as const

function Movement({ run }: { readonly run: Run }) {
  const t = useText(provisionsText)
  const { opening, transferred, newLoans, remeasured, released, used, closing, roll } = t.runs
  const rows = run.rollForward
  const total = (field: (typeof MOVES)[number]) => rows.reduce((sum, row) => sum + BigInt(row[field]), 0n).toString()
  return (
    <div className="stack">
      <Block title={roll} isFlush>
        <PlainTable
          caption={roll}
          table={{
            head: [t.stage, opening, transferred, newLoans, remeasured, released, used, closing],
            rows: [
              ...rows.map((row) => [row.stage, ...MOVES.map((field) => <Money key={field} fen={row[field]} />)]),
              [
                <strong key="total">{t.total}</strong>,
                ...MOVES.map((field) => <Money key={field} fen={total(field)} />),
              ],
            ],
          }}
        />
      </Block>
      <Block title={t.overview.matrix('', run.monthEnd)} isFlush>
        <MigrationMatrix cells={run.matrix} title={t.overview.matrix('', run.monthEnd)} />
      </Block>
      {run.setAside.length > 0 && (
        <Block title={t.runs.setAside}>
          {run.setAside.map((one) => (
            <p key={one.loanId}>
              <To href={`/loans/${one.loanId}`}>{one.loanId}</To> {one.error}
            </p>
          ))}
        </Block>
      )}
    </div>
  )
}
