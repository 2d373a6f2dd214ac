import type { Localized } from '@puhui/kernel'
import { Button } from 'antd'
import { useState } from 'react'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { TILES } from './cartogram.ts'

interface Region {
  readonly code: string
  readonly label: Localized
  readonly count: number
  readonly everyone: number
}

interface TileMapProps {
  readonly regions: readonly Region[]
  readonly places: readonly { readonly place: string; readonly count: number; readonly everyone: number }[]
}

const PLACES_SHOWN = 12

/** Provinces as tiles, with a table of cities and counties: the same numbers for who does not see colours. */
export function TileMap({ regions, places }: TileMapProps) {
  const t = useText(segmentsText)
  const say = useLocalized()
  const [all, setAll] = useState(false)
  const inhabited = places.filter(({ count }) => count > 0)
  const shown = regions.filter(({ code }) => TILES.has(code))
  const most = Math.max(1, ...regions.map(({ count }) => count))
  return (
    <div className="two">
      <Block title={t.map}>
        <p className="soft">{t.mapHelp}</p>
        <div className="segment-tiles">
          {shown.map(({ code, label, count }) => {
            const [column, row] = TILES.get(code)!
            const share = Math.round((count / most) * 45)
            return (
              <div
                key={code}
                className="segment-tile"
                role="img"
                aria-label={`${say(label)} ${count}`}
                style={{
                  gridColumn: column,
                  gridRow: row,
                  background: `color-mix(in srgb, var(--accent) ${share}%, var(--surface))`,
                }}
              >
                <span>{say(label)}</span>
                <span className="segment-tile-count figures">{count === 0 ? '' : count.toLocaleString('en')}</span>
              </div>
            )
          })}
        </div>
      </Block>
      <Block
        title={t.places}
        actions={
          inhabited.length > PLACES_SHOWN && (
            <Button type="link" onClick={() => setAll(!all)}>
              {all ? t.fewerPlaces : t.morePlaces(inhabited.length)}
            </Button>
          )
        }
      >
        <PlainTable
          caption={t.places}
          table={{
            head: [t.place, t.people, t.everyoneCount],
            rows: inhabited
              .slice(0, all ? undefined : PLACES_SHOWN)
              .map(({ place, count, everyone }) => [
                place,
                <Count key="count" value={count} />,
                <Count key="all" value={everyone} />,
              ]),
          }}
        />
      </Block>
    </div>
  )
}
