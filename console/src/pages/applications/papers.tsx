import { type BodyOf, investigationApi, labelOf } from '@puhui/api'
import { App, Button, Form, Image, Input, Modal, Radio, Select, Upload } from 'antd'
import { useState } from 'react'
import { problemOf } from '../../api/call.ts'
import { refresh, useWrite } from '../../api/hooks.ts'
import { upload } from '../../api/upload.ts'
import { investigationText } from '../../i18n/investigation.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Instant, None } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput, FenInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import type { Application } from './application-file.tsx'
import { given, useOptions } from './investigation-dialogs.tsx'
import type { Investigation } from './investigation-tab.tsx'

type Paper = Investigation['papers'][number]

/** What the applicant handed in: what the file says of itself, who else handed it in, and what a person read. */
export function Papers({
  application,
  papers,
}: {
  readonly application: Application
  readonly papers: readonly Paper[]
}) {
  const t = useText(investigationText)
  const say = useLocalized()
  const why = useWhyNot()
  const [shown, setShown] = useState<Paper>()
  const [reading, setReading] = useState<Paper>()
  return (
    <Block title={t.papers} isFlush={papers.length > 0} actions={<AddPaper application={application} />}>
      {papers.length === 0 ? (
        <p className="soft">{t.noPapers}</p>
      ) : (
        <div className="wrapping">
          <PlainTable
            caption={t.papers}
            table={{
              head: [t.kind, t.file, t.written, t.others, t.reading, t.uploadedAt, ''],
              rows: papers.map((paper) => [
                say(labelOf('paperKind', paper.kind)),
                paper.fileName,
                [paper.software, paper.createdAt, paper.changedAt === paper.createdAt ? null : paper.changedAt]
                  .filter(Boolean)
                  .join(' · ') || <None key="written" />,
                paper.others > 0 ? (
                  <Tag key="others" tone="attention">
                    {paper.others}
                  </Tag>
                ) : (
                  <Count key="others" value={0} />
                ),
                paper.reading ? say(paper.reading.shown) : t.notRead,
                <Instant key="at" at={paper.uploadedAt} />,
                <span key="actions" className="decision-actions">
                  <DisabledReason why={why('customers.unmask')}>
                    <Button size="small" onClick={() => setShown(paper)}>
                      {t.show}
                    </Button>
                  </DisabledReason>
                  <DisabledReason why={why('applications.review')}>
                    <Button size="small" onClick={() => setReading(paper)}>
                      {t.read}
                    </Button>
                  </DisabledReason>
                </span>,
              ]),
            }}
          />
        </div>
      )}
      {shown && <ShowPaper paper={shown} onClose={() => setShown(undefined)} />}
      {reading && <ReadPaper paper={reading} onClose={() => setReading(undefined)} />}
    </Block>
  )
}

function AddPaper({ application }: { readonly application: Application }) {
  const t = useText(investigationText)
  const why = useWhyNot()
  const { message } = App.useApp()
  const kinds = useOptions('paperKind')
  const [kind, setKind] = useState('payslip')
  const [isBusy, setBusy] = useState(false)
  const missing = why('applications.review')
  async function send(file: File) {
    setBusy(true)
    const operation = { ...investigationApi.addPaper, path: `/applications/${application.id}/papers` }
    await upload(operation, file, { kind }).then(
      () => message.success(t.saved),
      (error: unknown) => message.error(problemOf(error)?.title ?? String(error)),
    )
    setBusy(false)
    await refresh()
  }
  return (
    <span className="decision-actions">
      <Select aria-label={t.kind} value={kind} onChange={setKind} options={kinds} popupMatchSelectWidth={false} />
      <DisabledReason why={missing}>
        <Upload
          accept="image/jpeg,image/png,application/pdf"
          showUploadList={false}
          disabled={missing !== undefined}
          beforeUpload={(file) => {
            void send(file)
            return false
          }}
        >
          <Button loading={isBusy} disabled={missing !== undefined}>
            {t.add}
          </Button>
        </Upload>
      </DisabledReason>
    </span>
  )
}

/** A paper in the clear, for a purpose that stands in the journal. */
function ShowPaper({ paper, onClose }: { readonly paper: Paper; readonly onClose: () => void }) {
  const t = useText(investigationText)
  const [purpose, setPurpose] = useState('')
  const show = useWrite(investigationApi.showPaper)
  const source = show.data && `data:${show.data.mediaType};base64,${show.data.base64}`
  return (
    <Modal open title={paper.fileName} onCancel={onClose} footer={null}>
      {source === undefined ? (
        <>
          <Input
            aria-label={t.purpose}
            placeholder={t.purpose}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
          />
          <DisabledReason why={purpose.trim().length < 2 ? t.purpose : undefined}>
            <Button
              type="primary"
              loading={show.isPending}
              onClick={() => show.mutate({ params: { paperId: paper.id }, body: { purpose } })}
            >
              {t.show}
            </Button>
          </DisabledReason>
          <Problems error={show.error} />
        </>
      ) : show.data?.mediaType === 'application/pdf' ? (
        <a href={source} download={paper.fileName}>
          {paper.fileName}
        </a>
      ) : (
        <Image src={source} alt={paper.fileName} width="100%" preview={false} />
      )}
    </Modal>
  )
}

type Reading = BodyOf<typeof investigationApi.readPaper>

function ReadPaper({ paper, onClose }: { readonly paper: Paper; readonly onClose: () => void }) {
  const t = useText(investigationText)
  const { message } = App.useApp()
  const verdicts = useOptions('evidenceSays')
  const homes = Object.entries(t.homes).map(([value, label]) => ({ value, label }))
  const is = (...kinds: Paper['kind'][]) => kinds.includes(paper.kind) || paper.kind === 'other'
  return (
    <Modal open title={t.read} onCancel={onClose} footer={null}>
      <OperationForm
        operation={investigationApi.readPaper}
        input={(typed: Reading) => ({ params: { paperId: paper.id }, body: given(typed) as Reading })}
        initial={{ isOwner: true }}
        submit={t.save}
        onDone={() => {
          message.success(t.saved)
          onClose()
        }}
        onCancel={onClose}
      >
        <Form.Item name="isOwner" label={t.isOwner} required>
          <Radio.Group
            options={[
              { value: true, label: t.yes },
              { value: false, label: t.no },
            ]}
          />
        </Form.Item>
        {is('payslip', 'bankStatement') && (
          <Form.Item name="incomeMonthlyFen" label={t.income}>
            <FenInput />
          </Form.Item>
        )}
        {is('payslip', 'employment') && (
          <Form.Item name="employer" label={t.employer}>
            <Input maxLength={60} />
          </Form.Item>
        )}
        {is('property') && (
          <Form.Item name="homeOwnership" label={t.home}>
            <Select allowClear options={homes} />
          </Form.Item>
        )}
        {is('purpose') && (
          <Form.Item name="purposeSays" label={t.purposeSays}>
            <Select allowClear options={verdicts} />
          </Form.Item>
        )}
        {is('property', 'idCard') && (
          <Form.Item name="addressSays" label={t.addressSays}>
            <Select allowClear options={verdicts} />
          </Form.Item>
        )}
        {is('idCard') && (
          <>
            <Form.Item name="issuedOn" label={t.issuedOn}>
              <DayInput />
            </Form.Item>
            <Form.Item name="validUntil" label={t.validUntil}>
              <DayInput />
            </Form.Item>
          </>
        )}
        <Form.Item name="note" label={t.note}>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
