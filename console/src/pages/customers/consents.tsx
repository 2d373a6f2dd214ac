import { customersText } from '../../i18n/customers.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Instant } from '../../ui/figures.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import type { Customer } from './customer-file.tsx'

type Consent = Customer['consents'][number]

/** Each consent as the customer read it, and whether it holds. */
export function Consents({ consents }: { readonly consents: readonly Consent[] }) {
  const t = useText(customersText)
  if (consents.length === 0) return <Empty title={t.noConsents} />
  return (
    <>
      {consents.map((consent) => (
        <OneConsent key={`${consent.purpose} ${consent.version}`} consent={consent} />
      ))}
    </>
  )
}

function OneConsent({ consent }: { readonly consent: Consent }) {
  const t = useText(customersText)
  const say = useLocalized()
  const { notice } = consent
  return (
    <Block title={say(consent.title)} actions={<Standing consent={consent} />}>
      <p className="consent-text">{say(consent.text)}</p>
      <p className="soft">
        {[
          t.version(consent.version),
          consent.isNecessary ? t.necessary : t.optional,
          ...(consent.isSeparate ? [t.separate] : []),
        ].join(' · ')}
      </p>
      <Facts
        facts={[
          ...(consent.grantedAt ? [[t.grantedAt, <Instant key="granted" at={consent.grantedAt} />] as const] : []),
          ...(consent.withdrawnAt
            ? [[t.withdrawnAt, <Instant key="withdrawn" at={consent.withdrawnAt} />] as const]
            : []),
          ...(notice
            ? ([
                [t.recipient, say(notice.recipient)],
                [t.contact, notice.contact],
                [t.purpose, say(notice.purpose)],
                [t.method, say(notice.method)],
                [t.categories, say(notice.categories)],
              ] as const)
            : []),
        ]}
      />
    </Block>
  )
}

function Standing({ consent }: { readonly consent: Consent }) {
  const t = useText(customersText)
  if (consent.withdrawnAt) return <Tag tone="attention">{t.withdrawn}</Tag>
  return consent.isGranted ? <Tag tone="good">{t.granted}</Tag> : <Tag tone="neutral">{t.notGranted}</Tag>
}
