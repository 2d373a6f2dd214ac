import { profilesApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Instant, Money, Rate } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'

/** The persona of a customer: each fact with its source, time, confidence and basis, and what is unknown. */
export function Persona({ customerId }: { readonly customerId: string }) {
  const t = useText(segmentsText)
  const say = useLocalized()
  const params = { customerId }
  const read = useRead(profilesApi.getPersona, { params })
  const history = useRead(profilesApi.personaHistory, { params })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return null
  const persona = read.data
  if (persona.version === 0 && !persona.isDeleted) return <Empty title={t.noFacts} />
  return (
    <>
      {!persona.isPersonalised && <p role="note">{persona.isDeleted ? t.deleted : t.personalisationOff}</p>}
      <Block title={t.elements}>
        <p>
          {persona.elements.map(({ id, label, isKnown }) => (
            <Tag key={id} tone={isKnown ? 'good' : 'neutral'}>
              {say(label)}
              {isKnown ? '' : ` · ${t.unknownRow}`}
            </Tag>
          ))}
        </p>
        {persona.segments.length > 0 && (
          <p>
            {t.inSegments}:{' '}
            {persona.segments.map(({ id, name }) => (
              <To key={id} href={`/segments/${id}`}>
                {say(name)}{' '}
              </To>
            ))}
          </p>
        )}
      </Block>
      {persona.groups.map((group) => (
        <Block key={group.id} title={say(group.label)}>
          <PlainTable
            caption={say(group.label)}
            table={{
              head: [t.fact, t.value, t.source, t.time, t.confidence, t.basis],
              rows: group.facts.map((fact) => [
                say(fact.label),
                fact.value === null ? (
                  <span key="value" className="soft">
                    {say(fact.shown)}
                  </span>
                ) : (
                  say(fact.shown)
                ),
                fact.source ? say(fact.source) : '—',
                fact.at ? <Instant key="at" at={fact.at} /> : '—',
                fact.confidencePpm === null ? '—' : <Rate key="sure" ppm={fact.confidencePpm} decimals={0} />,
                fact.basis ? say(fact.basis) : '—',
              ]),
            }}
          />
        </Block>
      ))}
      <Spending customerId={customerId} />
      {history.data && history.data.changes.length > 0 && (
        <Block title={t.history}>
          <PlainTable
            caption={t.history}
            table={{
              head: [t.time, t.version, t.fact, t.before, t.after, t.reason],
              rows: history.data.changes
                .slice(0, 50)
                .map((change) => [
                  <Instant key="at" at={change.at} />,
                  <Count key="version" value={change.version} />,
                  say(change.label),
                  change.before ? say(change.before) : '—',
                  change.after ? say(change.after) : '—',
                  change.reason,
                ]),
            }}
          />
        </Block>
      )}
    </>
  )
}

/** On what, how and where the customer spends, from imported transactions. */
function Spending({ customerId }: { readonly customerId: string }) {
  const t = useText(segmentsText)
  const say = useLocalized()
  const read = useRead(profilesApi.transactionSummary, { params: { customerId } })
  if (!read.data) return null
  const { categories, channels, regions, count } = read.data
  const rows = [
    ...categories.map(({ label, count: times, amountFen }) => ({ label: say(label), times, amountFen })),
    ...channels.map(({ label, count: times }) => ({ label: say(label), times, amountFen: null })),
    ...regions.map(({ code, label, count: times, amountFen }) => ({
      label: `${label ? say(label) : ''} ${code}`,
      times,
      amountFen,
    })),
  ]
  return (
    <Block title={t.spending}>
      {count === 0 ? (
        <p className="soft">{t.noSpending}</p>
      ) : (
        <PlainTable
          caption={t.spending}
          table={{
            head: [t.category, t.count, t.amount],
            rows: rows.map(({ label, times, amountFen }) => [
              label,
              <Count key="times" value={times} />,
              <Money key="amount" fen={amountFen} />,
            ]),
          }}
        />
      )}
    </Block>
  )
}
