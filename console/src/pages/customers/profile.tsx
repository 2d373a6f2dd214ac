import { labelOf } from '@puhui/api'
import { customersText } from '../../i18n/customers.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Flag, Instant, None } from '../../ui/figures.tsx'
import { Masked } from '../../ui/masked.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import { Simulated, StatusTag, Tag } from '../../ui/status-tag.tsx'
import type { Customer } from './customer-file.tsx'

/** Who the customer is: contact, identity checks, and every stated fact with where it comes from. */
export function Profile({ customer }: { readonly customer: Customer }) {
  return (
    <>
      <Contact customer={customer} />
      <div className="two">
        <StatedFacts customer={customer} />
        <IdentityChecks customer={customer} />
      </div>
    </>
  )
}

function Contact({ customer }: { readonly customer: Customer }) {
  const t = useText(customersText)
  const say = useLocalized()
  const { id, bankName, cityTier } = customer
  return (
    <Block title={t.contactAndIdentity}>
      <Facts
        facts={[
          [t.mobile, <Masked key="mobile" value={customer.mobile} customerId={id} field="mobile" />],
          [t.residentId, <Masked key="id" value={customer.residentId} customerId={id} field="residentId" />],
          [
            t.bankCard,
            <span key="card">
              {bankName && `${say(bankName)} `}
              <Masked value={customer.bankCard} customerId={id} field="bankCard" />
            </span>,
          ],
          [t.address, <Masked key="address" value={customer.address} customerId={id} field="address" />],
          [t.bornOn, <DayText key="born" day={customer.bornOn} />],
          [t.age, customer.age === null ? <None key="age" /> : t.years(customer.age)],
          [t.province, customer.province ? say(customer.province) : <None key="province" />],
          [t.place, customer.place ?? <None key="place" />],
          [t.cityTier, cityTier ? say(labelOf('cityTier', cityTier)) : <None key="tier" />],
          [t.rural, <Flag key="rural" value={customer.isRural} />],
          [t.source, say(labelOf('channel', customer.source))],
          [t.registered, <Instant key="at" at={customer.createdAt} />],
        ]}
      />
    </Block>
  )
}

function StatedFacts({ customer }: { readonly customer: Customer }) {
  const t = useText(customersText)
  const say = useLocalized()
  return (
    <Block title={t.profile} isFlush>
      <PlainTable
        caption={t.profile}
        table={{
          head: [t.fact, t.value, t.from, t.at, t.verified],
          rows: customer.profile.map((fact) => [
            say(fact.label),
            fact.value === null ? (
              <Tag key="value" tone="attention">
                {t.unknown}
              </Tag>
            ) : (
              say(fact.shown)
            ),
            fact.value === null ? <None key="source" /> : say(fact.source),
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
    </Block>
  )
}

function IdentityChecks({ customer: { identity } }: { readonly customer: Customer }) {
  const t = useText(customersText)
  const say = useLocalized()
  return (
    <Block title={t.identity} actions={<StatusTag set="checkVerdict" value={identity.verdict} />} isFlush>
      {identity.checks.length === 0 ? (
        <p className="soft block-note">{t.noChecks}</p>
      ) : (
        <PlainTable
          caption={t.identity}
          table={{
            head: [t.check, t.verdict, t.provider, t.at],
            rows: identity.checks.map((check) => [
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
