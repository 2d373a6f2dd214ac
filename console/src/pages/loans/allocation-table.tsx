import { loansText } from '../../i18n/loans.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money } from '../../ui/figures.tsx'
import { type Allocation, lessOf, totalOf, yuanOf } from './loan.ts'

const PARTS = ['penalty', 'fee', 'interest', 'principal', 'prepaymentFee', 'overpayment'] as const

interface AllocationTableProps {
  readonly allocations: readonly Allocation[]
  readonly amountFen: string | null
}

/**
 * The waterfall of one payment: which part of which instalment took how much, and by which rule. Money held in advance
 * shows twice once it has paid something, so then the pieces are not summed.
 */
export function AllocationTable({ allocations, amountFen }: AllocationTableProps) {
  const t = useText(loansText)
  const say = useLocalized()
  if (allocations.length === 0) return <p className="soft">{t.events.noAllocations}</p>
  const sum = [
    <strong key="total">{t.total}</strong>,
    '',
    <strong key="sum">
      <Money fen={amountFen} />
    </strong>,
    '',
  ]
  return (
    <>
      <ByPart allocations={allocations} amountFen={amountFen} />
      <PlainTable
        caption={t.events.allocations}
        table={{
          head: [t.events.instalment, t.events.part, t.amount, t.events.rule],
          rows: [
            ...allocations.map((piece) => [
              <Count key="instalment" value={piece.instalmentNumber} />,
              t.events.parts[piece.part],
              <Money key="amount" fen={piece.amountFen} />,
              <span key="rule" className="rule">
                {say(piece.rule)}
              </span>,
            ]),
            ...(totalOf(allocations, 'amountFen') === amountFen ? [sum] : []),
          ],
        }}
      />
    </>
  )
}

/** The same in one glance: so much to each part, as a strip and in figures; of money held only what is still held. */
function ByPart({ allocations, amountFen }: AllocationTableProps) {
  const t = useText(loansText).events
  const total = totalOf(allocations, 'amountFen')
  const usedFen = BigInt(total) > BigInt(amountFen ?? total) ? lessOf(total, amountFen ?? total) : '0'
  const parts = PARTS.map((part) => ({
    part,
    fen: lessOf(sumOfPart(allocations, part), part === 'overpayment' ? usedFen : '0'),
  })).filter(({ fen }) => fen !== '0')
  return (
    <>
      <div className="bucket-strip part-strip" aria-hidden="true">
        {parts.map(({ part, fen }) => (
          <span key={part} data-part-of={part} style={{ flexGrow: yuanOf(fen) }} />
        ))}
      </div>
      <ul className="parts">
        {parts.map(({ part, fen }) => (
          <li key={part} data-part-of={part}>
            {t.parts[part]} <Money fen={fen} />
          </li>
        ))}
      </ul>
    </>
  )
}

function sumOfPart(allocations: readonly Allocation[], part: Allocation['part']): string {
  return totalOf(
    allocations.filter((piece) => piece.part === part),
    'amountFen',
  )
}
