import { type AnyOperation, type BodyOf, drawsApi, type InputOf, type OutputOf, payoutsApi } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { App, Form, Input, Modal } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { drawsText } from '../../i18n/draws.ts'
import { payoutsText } from '../../i18n/payouts.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import type { Loan } from './loan.ts'
import { REFRESHED } from './refreshed.ts'
import { SimulatedBooking } from './simulated-booking.tsx'
import { TwoPersons } from './two-persons.tsx'

type Order = BodyOf<typeof payoutsApi.returnHeld>

/** A preview and an order that take and answer what these two do. */
type PreviewOperation = AnyOperation & Pick<typeof payoutsApi.previewHeldReturn, 'params' | 'body'>
type OrderOperation = AnyOperation & Pick<typeof payoutsApi.returnHeld, 'params' | 'body' | 'output'>
type Seen = OutputOf<typeof payoutsApi.previewHeldReturn> & Partial<OutputOf<typeof drawsApi.previewDraw>>

interface PayoutDialogProps {
  readonly loanId: string
  /** What is offered at first. */
  readonly amountFen: string
  readonly preview: PreviewOperation
  readonly order: OrderOperation
  readonly words: {
    readonly title: string
    readonly about: string
    readonly amount: string
    readonly available: string
    readonly reason: string
    readonly reasonHint: string
    readonly submit: string
    readonly done: string
    readonly asked: string
  }
  readonly onClose: () => void
}

/** Money that leaves a loan: what it does is seen first and is what happens; a large sum waits for a second person. */
function PayoutDialog({ loanId, amountFen: offeredFen, preview: look, order, words, onClose }: PayoutDialogProps) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Order>()
  const params = { loanId }
  const amountFen = Form.useWatch('amountFen', form) ?? offeredFen
  const preview = useRead(look, { params, body: { amountFen } } as InputOf<PreviewOperation>, {
    isEnabled: /^[1-9]\d*$/.test(amountFen),
    keepsPrevious: true,
  })
  const seen = preview.data as Seen | undefined
  return (
    <Modal open title={words.title} onCancel={onClose} footer={null} width={680} destroyOnHidden>
      <p className="dialog-about soft">{words.about}</p>
      <OperationForm
        form={form}
        operation={order}
        input={(body: Order) =>
          ({ params, body: { ...body, ...(seen && { stateHash: seen.stateHash }) } }) as InputOf<OrderOperation>
        }
        initial={{ amountFen: offeredFen, reason: '' }}
        submit={words.submit}
        onCancel={onClose}
        refreshes={REFRESHED}
        onRefused={() => void preview.refetch()}
        onDone={(answer) => {
          const { approvalId } = answer as OutputOf<typeof payoutsApi.returnHeld>
          message.success(approvalId ? words.asked : words.done)
          onClose()
        }}
      >
        <Form.Item required name="amountFen" label={words.amount} extra={words.available}>
          <FenInput />
        </Form.Item>
        <TwoPersons amountFen={amountFen} aloneFenMax={seen?.aloneFenMax} />
        <SimulatedBooking preview={{ ...preview, data: seen }} />
        <Form.Item required name="reason" label={words.reason} extra={words.reasonHint}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

/** Pays money that is held back to the borrower. */
export function ReturnHeld({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const t = useText(payoutsText)
  const { suspenseFen } = loan.figures
  return (
    <PayoutDialog
      loanId={loan.id}
      amountFen={suspenseFen}
      preview={payoutsApi.previewHeldReturn}
      order={payoutsApi.returnHeld}
      words={{
        ...t,
        title: t.returnTitle,
        about: t.returnAbout,
        available: t.held(showMoney(BigInt(suspenseFen))),
        submit: t.returnSubmit,
        done: t.returned,
      }}
      onClose={onClose}
    />
  )
}

interface DrawProps {
  readonly loan: Loan
  readonly draws: NonNullable<Loan['draws']>
  readonly onClose: () => void
}

/** Pays out the next part of a loan. */
export function Draw({ loan, draws, onClose }: DrawProps) {
  const t = useText(drawsText)
  const { asked } = useText(payoutsText)
  const { restFen, leastFen, lastOn } = draws
  return (
    <PayoutDialog
      loanId={loan.id}
      amountFen={restFen}
      preview={drawsApi.previewDraw}
      order={drawsApi.payOutDraw}
      words={{ ...t, asked, available: t.available(showMoney(BigInt(restFen)), showMoney(BigInt(leastFen)), lastOn) }}
      onClose={onClose}
    />
  )
}
