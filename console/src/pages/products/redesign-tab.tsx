import { type BodyOf, labelOf, type OutputOf, redesignsApi } from '@puhui/api'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { scenesText } from '../../i18n/scenes.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Money, None, Rate } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput, FenInput, RateInput } from '../../ui/inputs.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Failed } from '../../ui/states.tsx'

type Redesign = OutputOf<typeof redesignsApi.makeRedesign>
type Asked = BodyOf<typeof redesignsApi.makeRedesign>

/** What a lower limit or another rate would make of the book: asked, handed in as a version, carried to unused offers. */
export function RedesignTab({ productId }: { readonly productId: string }) {
  const t = useText(scenesText)
  const why = useWhyNot()
  const [isNew, setNew] = useState(false)
  const read = useRead(redesignsApi.listRedesigns, { params: { productId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { redesigns } = read.data
  return (
    <>
      <Block
        title={t.redesign}
        actions={
          <DisabledReason why={why('products.edit')}>
            <Button type="primary" onClick={() => setNew(true)}>
              {t.ask}
            </Button>
          </DisabledReason>
        }
      >
        <p className="soft">{t.redesignAbout}</p>
        {redesigns.length === 0 && <p>{t.noRedesign}</p>}
      </Block>
      {redesigns.map((one) => (
        <One key={one.id} redesign={one} />
      ))}
      <Modal open={isNew} title={t.redesign} footer={null} onCancel={() => setNew(false)} destroyOnHidden>
        <Ask productId={productId} onDone={() => setNew(false)} />
      </Modal>
    </>
  )
}

function Ask({ productId, onDone }: { readonly productId: string; readonly onDone: () => void }) {
  const t = useText(scenesText)
  const input = ({ change = {}, reason }: Asked) => ({
    params: { productId },
    body: { change: Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)), reason },
  })
  return (
    <OperationForm operation={redesignsApi.makeRedesign} input={input} submit={t.ask} onDone={onDone}>
      <Form.Item name={['change', 'amountMaxFen']} label={t.amountMax}>
        <FenInput />
      </Form.Item>
      <Form.Item name={['change', 'perCustomerFen']} label={t.perCustomer}>
        <FenInput />
      </Form.Item>
      <Form.Item name={['change', 'rateShiftPpm']} label={t.rateShift}>
        <RateInput />
      </Form.Item>
      <Form.Item name={['change', 'debtToIncomeMaxPpm']} label={t.dti} extra={t.dtiHint}>
        <RateInput />
      </Form.Item>
      <Form.Item name="reason" label={t.reason}>
        <Input />
      </Form.Item>
    </OperationForm>
  )
}

function One({ redesign }: { readonly redesign: Redesign }) {
  const t = useText(scenesText)
  const { before, after } = redesign
  return (
    <Block title={<DayText day={redesign.madeOn} long />} actions={<Next redesign={redesign} />}>
      <p>
        {redesign.madeBy} · <span lang="zh">{redesign.reason}</span>
      </p>
      <PlainTable
        caption={t.redesign}
        table={{
          head: [t.redesign, t.before, t.after],
          rows: [
            [t.loans, <Count key="b" value={before.loans} />, <Count key="a" value={after.loans} />],
            [t.lent, <Money key="b" fen={before.lentFen} />, <Money key="a" fen={after.lentFen} />],
            [t.badRate, <Rate key="b" ppm={before.badPpm} />, <Rate key="a" ppm={after.badPpm} />],
            [
              t.yearly,
              <Money key="b" fen={before.yearlyInterestFen} />,
              <Money key="a" fen={after.yearlyInterestFen} />,
            ],
          ],
        }}
      />
      <Outcome redesign={redesign} />
    </Block>
  )
}

function Outcome({ redesign }: { readonly redesign: Redesign }) {
  const t = useText(scenesText)
  const say = useLocalized()
  const { change, offers, version, versionStatus, effectiveOn } = redesign
  const amount = (fen: string | undefined) => (fen === undefined ? <None /> : <Money fen={fen} />)
  const rate = (ppm: number | undefined) => (ppm === undefined ? <None /> : <Rate ppm={ppm} />)
  return (
    <Facts
      facts={[
        [t.amountMax, amount(change.amountMaxFen)],
        [t.perCustomer, amount(change.perCustomerFen)],
        [t.rateShift, rate(change.rateShiftPpm)],
        [t.dti, rate(change.debtToIncomeMaxPpm)],
        [t.refused, t.refusedBy(redesign.refusedByAmount, redesign.refusedByIncome)],
        [
          t.cut,
          <>
            {t.cutBy(redesign.cutLoans)} <Money fen={redesign.cutFen} />
          </>,
        ],
        ...(redesign.unknownIncome > 0 ? [[t.note, t.unknown(redesign.unknownIncome)] as const] : []),
        ...(version !== null && versionStatus !== null
          ? [
              [
                t.version,
                <>
                  v{version} · {say(labelOf('versionStatus', versionStatus))}{' '}
                  {effectiveOn && <DayText day={effectiveOn} />}
                </>,
              ] as const,
            ]
          : []),
        ...(offers
          ? [
              [
                t.offersFen,
                <>
                  {t.offers(offers.open, offers.changed, offers.ended)} · <Money fen={offers.beforeFen} /> →{' '}
                  <Money fen={offers.afterFen} />
                </>,
              ] as const,
            ]
          : []),
      ]}
    />
  )
}

function Next({ redesign }: { readonly redesign: Redesign }) {
  const t = useText(scenesText)
  const why = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  const reckon = useWrite(redesignsApi.reckonOffers, {})
  const params = { redesignId: redesign.id }
  if (redesign.version === null) {
    return (
      <>
        <DisabledReason why={why('products.edit')}>
          <Button onClick={() => setOpen(true)}>{t.handIn}</Button>
        </DisabledReason>
        <Modal open={isOpen} title={t.handIn} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
          <OperationForm
            operation={redesignsApi.applyRedesign}
            input={(body: BodyOf<typeof redesignsApi.applyRedesign>) => ({ params, body })}
            submit={t.send}
            onDone={() => setOpen(false)}
          >
            <Form.Item name="effectiveOn" label={t.effectiveOn}>
              <DayInput />
            </Form.Item>
          </OperationForm>
        </Modal>
      </>
    )
  }
  if (redesign.offers) return null
  return (
    <>
      <Problems error={reckon.error} />
      <DisabledReason why={redesign.versionStatus === 'released' ? why('products.approve') : t.notInForce}>
        <Button loading={reckon.isPending} onClick={() => reckon.mutate({ params })}>
          {t.reckon}
        </Button>
      </DisabledReason>
    </>
  )
}
