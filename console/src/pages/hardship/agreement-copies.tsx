import { agreementsApi, type BodyOf } from '@puhui/api'
import { App, Button, Form, Image, Input, Modal, Upload } from 'antd'
import { useState } from 'react'
import { refresh, useWrite } from '../../api/hooks.ts'
import { upload } from '../../api/upload.ts'
import { agreementText } from '../../i18n/agreement.ts'
import { useText } from '../../i18n/text.ts'
import { uiText } from '../../i18n/ui.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { DayText, Instant } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import type { Agreement } from './agreements.tsx'

type Copy = Agreement['copies'][number]

/** The scans of a paper that was signed by hand. */
export function Copies({ agreement }: { readonly agreement: Agreement }) {
  const t = useText(agreementText)
  const [shown, setShown] = useState<Copy>()
  if (agreement.copies.length === 0) return null
  return (
    <div className="wrapping">
      <PlainTable
        caption={t.copies}
        table={{
          head: [t.copies, t.signedOn, t.uploaded, '', ''],
          rows: agreement.copies.map((copy) => [
            copy.fileName,
            <DayText key="signed" day={copy.signedOn} />,
            <span key="by">
              {copy.uploadedBy} <Instant at={copy.uploadedAt} />
            </span>,
            <Tag key="state" tone={copy.isPending ? 'attention' : 'neutral'}>
              {copy.isPending ? t.pending : t.checked}
            </Tag>,
            <Button key="show" size="small" onClick={() => setShown(copy)}>
              {t.show}
            </Button>,
          ]),
        }}
      />
      {shown && <ShowCopy agreementId={agreement.id} copy={shown} onClose={() => setShown(undefined)} />}
    </div>
  )
}

interface ShowProps {
  readonly agreementId: string
  readonly copy: Copy
  readonly onClose: () => void
}

/** The scan in the clear; the look stands in the journal. */
function ShowCopy({ agreementId, copy, onClose }: ShowProps) {
  const t = useText(agreementText)
  const show = useWrite(agreementsApi.showCopy, { refreshes: [] })
  const source = show.data && `data:${show.data.mediaType};base64,${show.data.base64}`
  return (
    <Modal open title={copy.fileName} onCancel={onClose} footer={null} destroyOnHidden>
      {source === undefined ? (
        <>
          <Button
            type="primary"
            loading={show.isPending}
            onClick={() => show.mutate({ params: { agreementId, copyId: copy.id } })}
          >
            {t.show}
          </Button>
          <Problems error={show.error} />
        </>
      ) : copy.mediaType === 'application/pdf' ? (
        <a href={source} download={copy.fileName}>
          {copy.fileName}
        </a>
      ) : (
        <Image src={source} alt={copy.fileName} width="100%" preview={false} />
      )}
    </Modal>
  )
}

/** Hands in the scan of a paper that the borrower has signed at the branch. */
export function AttachCopy({ agreement, onClose }: { readonly agreement: Agreement; readonly onClose: () => void }) {
  const t = useText(agreementText)
  const ui = useText(uiText)
  const { message } = App.useApp()
  const [file, setFile] = useState<File>()
  const [signedOn, setSignedOn] = useState<string | undefined>(agreement.preparedOn)
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  async function send() {
    if (!file || !signedOn) return
    setBusy(true)
    const path = agreementsApi.attachCopy.path.replace(':agreementId', agreement.id)
    await upload({ ...agreementsApi.attachCopy, path }, file, { signedOn }).then(
      async () => {
        message.success(t.sent)
        await refresh()
        onClose()
      },
      (refused: unknown) => setError(refused),
    )
    setBusy(false)
  }
  return (
    <Modal open title={t.attach} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="dialog-about soft">{t.attachAbout}</p>
      <Form layout="vertical">
        <Form.Item required label={t.signedOn}>
          <DayInput aria-label={t.signedOn} value={signedOn} onChange={setSignedOn} />
        </Form.Item>
        <Form.Item required label={t.file}>
          <Upload
            accept="image/jpeg,image/png,application/pdf"
            maxCount={1}
            beforeUpload={(chosen) => {
              setFile(chosen)
              return false
            }}
            onRemove={() => setFile(undefined)}
          >
            <Button>{t.choose}</Button>
          </Upload>
        </Form.Item>
        <Problems error={error} />
        <div className="form-actions">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <DisabledReason why={file ? (signedOn ? undefined : t.signedOn) : t.noFile}>
            <Button type="primary" loading={isBusy} onClick={() => void send()}>
              {t.send}
            </Button>
          </DisabledReason>
        </div>
      </Form>
    </Modal>
  )
}

/** Takes a paper back that nobody has signed: the plan can be made anew. */
export function TakeBack({ agreementId, onClose }: { readonly agreementId: string; readonly onClose: () => void }) {
  const t = useText(agreementText)
  const { message } = App.useApp()
  return (
    <Modal open title={t.takeBackTitle} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="dialog-about soft">{t.takeBackAbout}</p>
      <OperationForm
        operation={agreementsApi.voidAgreement}
        input={(body: BodyOf<typeof agreementsApi.voidAgreement>) => ({ params: { agreementId }, body })}
        initial={{ reason: '' }}
        submit={t.takeBack}
        onCancel={onClose}
        onDone={() => {
          message.success(t.takenBack)
          onClose()
        }}
      >
        <Form.Item required name="reason" label={t.reason}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
