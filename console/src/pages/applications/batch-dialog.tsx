import { applicationsApi } from '@puhui/api'
import { Button, Modal } from 'antd'
import { refresh, useWrite } from '../../api/hooks.ts'
import { applicationsText } from '../../i18n/applications.ts'
import { useText } from '../../i18n/text.ts'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Problems } from '../../ui/problems.tsx'

export type BatchKind = 'decide' | 'originate'

/** Decides or originates all that wait, with its progress; closing it stops nothing. */
export function BatchDialog({ kind, onClose }: { readonly kind: BatchKind; readonly onClose: () => void }) {
  const t = useText(applicationsText)
  return (
    <Modal
      open
      title={kind === 'decide' ? t.decideAll : t.originateAll}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
    >
      <Batch kind={kind} about={kind === 'decide' ? t.decideAbout : t.originateAbout} />
    </Modal>
  )
}

/** The button and the progress of one batch; of one import when `importId` is given. */
export function Batch(props: {
  readonly kind: BatchKind
  readonly importId?: string
  readonly about?: string
  readonly label?: string
}) {
  const t = useText(applicationsText)
  const write = useWrite(props.kind === 'decide' ? applicationsApi.decideBatch : applicationsApi.originateBatch, {
    refreshes: ['jobs.list'],
  })
  return (
    <div className="batch">
      {props.about && <p className="soft">{props.about}</p>}
      <Problems error={write.error} />
      {write.data ? (
        <JobProgress jobId={write.data.jobId} onEnd={() => void refresh()} />
      ) : (
        <div className="form-buttons">
          <Button
            type="primary"
            loading={write.isPending}
            onClick={() => write.mutate({ body: props.importId ? { importId: props.importId } : {} })}
          >
            {props.label ?? t.begin}
          </Button>
        </div>
      )}
    </div>
  )
}
