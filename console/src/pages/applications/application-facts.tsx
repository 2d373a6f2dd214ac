import { labelOf } from '@puhui/api'
import { applicationsText } from '../../i18n/applications.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Instant, None } from '../../ui/figures.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import { Simulated, StatusTag, Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import type { Application } from './application-file.tsx'

/** What was asked for, and everything that was known when it was decided. */
export function ApplicationFacts({ application }: { readonly application: Application }) {
  const t = useText(applicationsText)
  const say = useLocalized()
  return (
    <>
      <Block>
        <Facts
          facts={[
            [
              t.customer,
              <To key="customer" href={`/customers/${application.customerId}`}>
                {application.customerName}
              </To>,
            ],
            [t.product, t.versionOf(say(application.productName), application.productVersion)],
            [t.channel, say(labelOf('channel', application.channel))],
            [t.purpose, say(labelOf('purpose', application.purpose))],
            [t.method, say(labelOf('method', application.method))],
            [t.term, t.months(application.termMonths)],
            [t.createdBy, application.createdBy],
          ]}
        />
      </Block>
      <Checks checks={application.checks} />
      <KnownFacts facts={application.facts} />
    </>
  )
}

function KnownFacts({ facts }: Pick<Application, 'facts'>) {
  const t = useText(applicationsText)
  const say = useLocalized()
  return (
    <Block title={t.facts} isFlush>
      {facts.length === 0 ? (
        <p className="soft block-note">{t.noFacts}</p>
      ) : (
        <PlainTable
          caption={t.facts}
          table={{
            head: [t.fact, t.value, t.source, t.at, t.verified],
            rows: facts.map((fact) => [
              say(fact.label),
              fact.value === null ? (
                <Tag key="value" tone="attention">
                  {t.unknown}
                </Tag>
              ) : (
                say(fact.shown)
              ),
              <span key="source">
                {say(fact.source)} {fact.isSimulated && <Simulated label={t.simulated} />}
              </span>,
              <Instant key="at" at={fact.at} />,
              fact.value === null ? (
                <None key="verified" />
              ) : (
                <Tag key="verified" tone={fact.isVerified ? 'good' : 'neutral'}>
                  {fact.isVerified ? t.verified : t.notVerified}
                </Tag>
              ),
            ]),
          }}
        />
      )}
    </Block>
  )
}

function Checks({ checks }: Pick<Application, 'checks'>) {
  const t = useText(applicationsText)
  const say = useLocalized()
  return (
    <Block title={t.checks} isFlush>
      {checks.length === 0 ? (
        <p className="soft block-note">{t.noChecks}</p>
      ) : (
        <PlainTable
          caption={t.checks}
          table={{
            head: [t.check, t.verdict, t.provider, t.at],
            rows: checks.map((check) => [
              say(check.label),
              <StatusTag key="verdict" set="checkVerdict" value={check.verdict} />,
              <span key="provider">
                {say(check.provider)} {check.isSimulated && <Simulated label={t.simulated} />}
              </span>,
              <Instant key="at" at={check.at} />,
            ]),
          }}
        />
      )}
    </Block>
  )
}
