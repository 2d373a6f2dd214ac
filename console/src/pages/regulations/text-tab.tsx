import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText } from '../../ui/figures.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import { To } from '../../ui/to.tsx'
import { NumberName, NumberValue } from './number-value.tsx'
import type { Regulation } from './regulation-form.tsx'

/** What it says, where it stands, and the rules that it is about. */
export function TextTab({ of }: { readonly of: Regulation }) {
  const t = useText(regulationsText)
  const say = useLocalized()
  const facts: [string, React.ReactNode][] = [
    [t.effectiveOn, <DayText key="from" day={of.effectiveOn} />],
    [t.publishedOn, <DayText key="on" day={of.publishedOn} />],
    [t.owner, of.owner ?? '—'],
    [t.createdBy, of.createdBy],
  ]
  if (of.address) facts.push([t.address, <Address key="address" address={of.address} />])
  if (of.supersededBy) {
    const { id, number } = of.supersededBy
    facts.push([
      t.supersededBy,
      <To key="by" href={`/regulations/${id}`}>
        {number}
      </To>,
    ])
  }
  return (
    <div className="regulation-stack">
      <Block title={t.textTab}>
        <p className="regulation-body">{say(of.body)}</p>
        <Facts facts={facts} />
      </Block>
      {of.rules.map((rule) => (
        <Block key={rule.id} title={`${rule.id} ${say(rule.title)}`}>
          <p className="regulation-body">{say(rule.text)}</p>
          <p className="soft">{say(rule.instrument)}</p>
          {rule.parameters.length > 0 && (
            <PlainTable
              caption={t.lawText}
              table={{
                head: [t.parameter, t.shipped, t.inForce],
                rows: rule.parameters.map(({ parameter, unit, law, inForce }) => [
                  <NumberName key="name" parameter={parameter} />,
                  <NumberValue key="law" unit={unit} value={law} />,
                  <NumberValue key="now" unit={unit} value={inForce} />,
                ]),
              }}
            />
          )}
          <p className="soft regulation-sources">
            <span>{t.source}</span>
            {rule.sources.map(({ title, address }) => (
              <a key={address} href={address} target="_blank" rel="noreferrer">
                {say(title)}
              </a>
            ))}
          </p>
        </Block>
      ))}
    </div>
  )
}

function Address({ address }: { readonly address: string }) {
  return (
    <a href={address} target="_blank" rel="noreferrer" className="regulation-address">
      {address}
    </a>
  )
}
