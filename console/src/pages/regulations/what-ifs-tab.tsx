import { labelOf, regulationsApi } from '@puhui/api'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { DayText, Instant } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To, useGo } from '../../ui/to.tsx'
import type { Regulation } from './regulation-form.tsx'
import { WhatIfForm } from './what-if-form.tsx'

/** What was worked out for a policy, and what was done to products because of it. */
export function WhatIfsTab({ of }: { readonly of: Regulation }) {
  const t = useText(regulationsText)
  const whyNot = useWhyNot()
  const go = useGo()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="regulation-stack">
      <Block
        title={t.whatIf}
        actions={
          <DisabledReason why={whyNot('regulations.edit')}>
            <Button onClick={() => setOpen(true)}>{t.newWhatIf}</Button>
          </DisabledReason>
        }
      >
        {of.whatIfs.length === 0 ? (
          <Empty title={t.noWhatIfs} />
        ) : (
          <PlainTable
            caption={t.whatIf}
            table={{
              head: [t.whatIfName, t.status, t.madeBy, t.madeAt],
              rows: of.whatIfs.map((one) => [
                <To key="name" href={`/what-ifs/${one.id}`}>
                  {one.name}
                </To>,
                <StatusTag key="status" set="backtestStatus" value={one.status} />,
                one.madeBy,
                <Instant key="at" at={one.madeAt} />,
              ]),
            }}
          />
        )}
      </Block>
      <Measures of={of} />
      {of.repricing && <Repricing of={of} repricing={of.repricing} />}
      {isOpen && (
        <WhatIfForm
          regulation={of}
          onClose={() => setOpen(false)}
          onStarted={(whatIfId) => go(`/what-ifs/${whatIfId}`)}
        />
      )}
    </div>
  )
}

interface RepricingProps {
  readonly of: Regulation
  readonly repricing: NonNullable<Regulation['repricing']>
}

/** Contracts made before the day, where the policy asks for them to come down. */
function Repricing({ of, repricing: { due, done } }: RepricingProps) {
  const t = useText(regulationsText)
  const whyNot = useWhyNot()
  const { message } = App.useApp()
  const reprice = useWrite(regulationsApi.repriceContracts)
  const early = of.daysLeft === null ? undefined : t.repriceTooEarly
  return (
    <Block
      title={t.repricing}
      actions={
        <DisabledReason why={whyNot('regulations.approve') ?? early ?? (due === 0 ? t.repriceNothing : undefined)}>
          <Button
            loading={reprice.isPending}
            onClick={() =>
              reprice.mutate(
                { params: { regulationId: of.id } },
                {
                  onSuccess: () => void message.success(t.repricingStarted),
                  onError: (error) => void message.error(error.message),
                },
              )
            }
          >
            {t.reprice}
          </Button>
        </DisabledReason>
      }
    >
      <p>{t.repricingSays(due, done)}</p>
    </Block>
  )
}

function Measures({ of }: { readonly of: Regulation }) {
  const t = useText(regulationsText)
  const say = useLocalized()
  return (
    <Block title={t.measures}>
      {of.measures.length === 0 ? (
        <Empty title={t.noMeasures} />
      ) : (
        <PlainTable
          caption={t.measures}
          table={{
            head: [t.product, t.measure, t.version, t.status, t.effectiveOn, t.takenBy],
            rows: of.measures.map((one) => [
              one.productId ? (
                <To key="product" href={`/products/${one.productId}`}>
                  {one.productCode}
                </To>
              ) : (
                one.productCode
              ),
              say(labelOf('ruleMeasure', one.kind)),
              one.version === null ? '—' : String(one.version),
              one.versionStatus === null ? '—' : <StatusTag key="s" set="versionStatus" value={one.versionStatus} />,
              <DayText key="on" day={one.effectiveOn} />,
              one.takenBy,
            ]),
          }}
        />
      )}
    </Block>
  )
}
