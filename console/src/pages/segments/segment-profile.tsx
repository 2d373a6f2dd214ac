import { segmentsApi } from '@puhui/api'
import { memo } from 'react'
import { useRead } from '../../api/hooks.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, Rate } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { TileMap } from './tile-map.tsx'

const FACTS_SHOWN = 6

/** What sets a segment apart from everyone, which personas are in it, and where its customers live. */
export const SegmentProfile = memo(function SegmentProfile({ text }: { readonly text: string }) {
  const t = useText(segmentsText)
  const say = useLocalized()
  const read = useRead(segmentsApi.profileSegment, { body: { text } }, { keepsPrevious: true })
  if (!read.data) return null
  const { facts, regions, places, personas } = read.data
  return (
    <>
      <Block title={t.profile}>
        <p className="soft">{t.profileHelp}</p>
        <div className="two">
          {facts.slice(0, FACTS_SHOWN).map((fact) => (
            <PlainTable
              key={fact.factId}
              caption={say(fact.label)}
              table={{
                head: [say(fact.label), t.people, t.share, t.shareAll, t.lift],
                rows: fact.groups
                  .filter(({ everyone }) => everyone > 0)
                  .slice(0, 12)
                  .map((group) => [
                    say(group.label),
                    <Count key="count" value={group.count} />,
                    <Rate key="share" ppm={group.sharePpm} decimals={1} />,
                    <Rate key="all" ppm={group.shareEveryonePpm} decimals={1} />,
                    <span key="lift" className="figures">
                      {group.lift === null ? '—' : `×${group.lift.toFixed(2)}`}
                    </span>,
                  ]),
              }}
            />
          ))}
        </div>
      </Block>
      {personas.length > 0 && (
        <Block title={t.personas}>
          <PlainTable
            caption={t.personas}
            table={{
              head: [t.persona, t.people, t.incomeAverage, t.outstanding],
              rows: personas.map((persona) => [
                say(persona.name),
                <Count key="count" value={persona.count} />,
                <Money key="income" fen={persona.incomeAverageFen} />,
                <Money key="outstanding" fen={persona.outstandingFen} />,
              ]),
            }}
          />
        </Block>
      )}
      <TileMap regions={regions} places={places} />
    </>
  )
})
