import { Button, Skeleton } from 'antd'
import { Children, isValidElement, lazy, type ReactNode, Suspense, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import type { ChartOption } from './chart.tsx'
import { Count, Money, Rate } from './figures.tsx'
import { Icon } from './icon.tsx'
import { Block } from './page.tsx'
import { ScrollBox } from './scroll-box.tsx'

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }))

export interface ChartTable {
  readonly head: readonly ReactNode[]
  readonly rows: readonly (readonly ReactNode[])[]
}

interface ChartCardProps {
  readonly title: string
  /** What the chart says, in a sentence: read to those who do not see it. */
  readonly summary: string
  readonly option: ChartOption
  /** The same numbers as a table; every chart has one. */
  readonly table: ChartTable
  readonly height?: number
  readonly isLoading?: boolean
}

/** A chart where people would rather look than read, with its table one click away. */
export function ChartCard({ title, summary, option, table, height = 260, isLoading = false }: ChartCardProps) {
  const t = useText(uiText).chart
  const [isTable, setTable] = useState(false)
  return (
    <Block
      title={title}
      actions={
        <Button
          type="text"
          size="small"
          className="no-print"
          icon={<Icon name={isTable ? 'chart' : 'table'} size={16} />}
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? t.chart : t.table}
        </Button>
      }
    >
      {isLoading ? (
        <Skeleton active title={false} paragraph={{ rows: 5 }} />
      ) : isTable ? (
        <PlainTable table={table} caption={title} />
      ) : (
        <Suspense fallback={<div style={{ blockSize: height }} />}>
          <Chart option={option} height={height} label={`${title}. ${summary}`} />
        </Suspense>
      )}
    </Block>
  )
}

/** A short table that needs no list kit: the numbers behind a chart, the lines of an entry. */
export function PlainTable({ table, caption }: { readonly table: ChartTable; readonly caption?: string }) {
  const sides = table.head.map((_cell, at) => (table.rows.some((row) => isFigure(row[at])) ? 'number' : undefined))
  return (
    <ScrollBox {...(caption ? { label: caption } : {})}>
      <table className="plain-table">
        {caption && <caption className="unseen">{caption}</caption>}
        <thead>
          <tr>
            {table.head.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are.
              <th key={index} scope="col" className={sides[index]}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stay where they are.
            <tr key={index}>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are.
                <td key={at} className={sides[at]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** A column with figures stands at the right, its head and its dashes with it; `3 · ¥900.00` is figures too. */
function isFigure(cell: ReactNode): boolean {
  if (!isValidElement<{ readonly children?: ReactNode }>(cell)) return false
  if (cell.type === Money || cell.type === Rate || cell.type === Count) return true
  const parts = Children.toArray(cell.props.children)
  return cell.type === 'span' && parts.length > 1 && parts.every((part) => part === ' · ' || isFigure(part))
}
