import { labelOf, type OutputOf, type provisionsApi, valuesOf } from '@puhui/api'
import { provisionsText } from '../../i18n/provisions.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Count, Money, None } from '../../ui/figures.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'

type Cells = OutputOf<typeof provisionsApi.getRun>['matrix']

const FROM = [...valuesOf('riskCategory'), 'new']
const TO = [...valuesOf('riskCategory'), 'paidOff', 'writtenOff']

/** From which category to which: on the diagonal loans stayed, to its right they became worse. */
export function MigrationMatrix({ cells, title }: { readonly cells: Cells; readonly title: string }) {
  const t = useText(provisionsText)
  const say = useLocalized()
  const name = (key: string) => {
    const isMove = (valuesOf('riskMove') as readonly string[]).includes(key)
    return say(isMove ? labelOf('riskMove', key) : labelOf('riskCategory', key))
  }
  return (
    <ScrollBox label={title}>
      <table className="plain-table matrix">
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">
              {t.from} / {t.to}
            </th>
            {TO.map((to) => (
              <th key={to} scope="col" className="number">
                {name(to)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {FROM.map((from) => (
            <tr key={from}>
              <th scope="row">{name(from)}</th>
              {TO.map((to) => (
                <td key={to} className={`number ${toneOf(from, to)}`}>
                  <Cell cell={cells.find((cell) => cell.from === from && cell.to === to)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Cell({ cell }: { readonly cell: Cells[number] | undefined }) {
  if (!cell) return <None />
  return (
    <>
      <Count value={cell.loans} />
      <span className="soft matrix-money">
        <Money fen={cell.exposureFen} short />
      </span>
    </>
  )
}

function toneOf(from: string, to: string): string {
  const order = valuesOf('riskCategory') as readonly string[]
  const [a, b] = [order.indexOf(from), order.indexOf(to)]
  if (to === 'writtenOff') return 'matrix-worse'
  if (a < 0 || b < 0) return ''
  return a === b ? 'matrix-same' : b > a ? 'matrix-worse' : 'matrix-better'
}
