import { showShortMoney } from '@puhui/design'
import { Button } from 'antd'
import { type CSSProperties, useState } from 'react'
import { overviewText } from '../../i18n/overview.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { uiText } from '../../i18n/ui.ts'
import { useAppearance } from '../../theme/appearance.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Block } from '../../ui/page.tsx'
import type { Portfolio } from './overview.tsx'
import { PROVINCE_TILES } from './province-tiles.ts'

interface Props {
  readonly provinces: Portfolio['byProvince']
}

/** Where the balance lies, as tiles in rough positions; the same as a table. */
export function ProvinceMap({ provinces }: Props) {
  const t = useText(overviewText)
  const chart = useText(uiText).chart
  const say = useLocalized()
  const [isTable, setTable] = useState(false)
  return (
    <Block
      title={t.provinces}
      actions={
        <Button
          type="text"
          size="small"
          className="no-print"
          icon={<Icon name={isTable ? 'chart' : 'table'} size={16} />}
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? chart.chart : chart.table}
        </Button>
      }
    >
      {isTable ? (
        <PlainTable
          caption={t.provinces}
          table={{
            head: [t.province, t.customers, t.loans, t.outstanding],
            rows: provinces.map((row) => [
              say(row.province),
              <Count key="customers" value={row.customers} />,
              <Count key="loans" value={row.loans} />,
              <Money key="balance" fen={row.outstandingFen} />,
            ]),
          }}
        />
      ) : (
        <Tiles provinces={provinces} />
      )}
    </Block>
  )
}

const STEPS = 5

function Tiles({ provinces }: Props) {
  const t = useText(overviewText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const most = provinces.reduce((top, row) => Math.max(top, Number(row.outstandingFen)), 0)
  return (
    <>
      <ul className="tiles" aria-label={t.provinces}>
        {PROVINCE_TILES.map((tile) => {
          const row = provinces.find(({ province }) => province.zh.startsWith(tile.begins))
          const size = row && most > 0 ? Math.ceil((Number(row.outstandingFen) / most) * STEPS) : 0
          const amount = row ? showShortMoney(BigInt(row.outstandingFen), locale) : t.none
          const place: CSSProperties = { gridColumn: tile.column, gridRow: tile.row }
          const whole = `${row ? say(row.province) : say(tile.short)} ${amount}`
          return (
            <li key={tile.begins} style={place} data-step={row ? size : 'none'} title={whole}>
              <span aria-hidden="true">{say(tile.short)}</span>
              <span className="unseen">{whole}</span>
            </li>
          )
        })}
      </ul>
      <p className="soft tiles-about">{t.provincesSays}</p>
    </>
  )
}
