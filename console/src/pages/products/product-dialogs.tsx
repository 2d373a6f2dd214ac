import { type BodyOf, productsApi } from '@puhui/api'
import { showCount } from '@puhui/design'
import { App, Form, Input, Modal } from 'antd'
import { useStatus } from '../../api/session.ts'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { DayText } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { DiffTable } from './diff-table.tsx'
import { type Product, termsOf, type Version } from './product-version.ts'

interface DialogProps {
  readonly onClose: () => void
}

function useDone(onClose: () => void): (text: string) => void {
  const { message } = App.useApp()
  return (text) => {
    message.success(text)
    onClose()
  }
}

/** Hands a draft to a second person, with the day it is to come into force. */
export function SubmitDialog({ version, onClose }: DialogProps & { readonly version: Version }) {
  const t = useText(productsText)
  const today = useStatus()?.businessOn
  const done = useDone(onClose)
  return (
    <Modal open title={`${t.submit} · ${t.version(version.version)}`} onCancel={onClose} footer={null}>
      <p className="soft">{t.submitAbout}</p>
      <OperationForm
        operation={productsApi.submitVersion}
        input={(body: BodyOf<typeof productsApi.submitVersion>) => ({ params: { versionId: version.id }, body })}
        initial={{ note: '', ...(today ? { effectiveOn: today } : {}) }}
        submit={t.send}
        onDone={() => done(t.submitted)}
        onCancel={onClose}
      >
        <Form.Item name="effectiveOn" label={t.effectiveOn} required>
          <DayInput />
        </Form.Item>
        <Form.Item name="note" label={t.note}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

/** The second person's verdict, with what changes against the version in force before their eyes. */
export function DecideDialog(
  props: DialogProps & {
    readonly product: Product
    readonly version: Version
    readonly verdict: 'approve' | 'reject'
  },
) {
  const { product, version, verdict, onClose } = props
  const t = useText(productsText)
  const done = useDone(onClose)
  const isApproval = verdict === 'approve'
  const current = product.versions.find((one) => one.version === product.currentVersion)
  const [before, after] = [current && termsOf(current), termsOf(version)]
  return (
    <Modal
      open
      width={720}
      title={`${isApproval ? t.approve : t.reject} · ${t.version(version.version)}`}
      onCancel={onClose}
      footer={null}
    >
      <p className="soft">{isApproval ? t.approveAbout : t.rejectAbout}</p>
      <p>
        {t.effectiveOn} <DayText day={version.effectiveOn} long />
        {current && ` · ${t.affected(showCount(current.loans))}`}
      </p>
      {current && before && after && (
        <DiffTable
          one={{ name: t.version(current.version), terms: before }}
          other={{ name: t.version(version.version), terms: after }}
          same={t.same}
        />
      )}
      <OperationForm
        operation={productsApi.decideVersion}
        input={({ note }: { note: string }) => ({ params: { versionId: version.id }, body: { verdict, note } })}
        initial={{ note: '' }}
        submit={isApproval ? t.approve : t.reject}
        onDone={() => done(isApproval ? t.approved : t.rejected)}
        onCancel={onClose}
      >
        <Form.Item name="note" label={t.note}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

export function RetireDialog({ product, onClose }: DialogProps & { readonly product: Product }) {
  const t = useText(productsText)
  const done = useDone(onClose)
  return (
    <Modal open title={t.retire} onCancel={onClose} footer={null}>
      <p className="soft">{t.retireAbout}</p>
      <OperationForm
        operation={productsApi.retireProduct}
        input={(body: BodyOf<typeof productsApi.retireProduct>) => ({ params: { productId: product.id }, body })}
        submit={t.retire}
        onDone={() => done(t.retired)}
        onCancel={onClose}
      >
        <Form.Item name="reason" label={t.reason} required>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
