import { applicationsApi } from '@puhui/api'
import { Button } from 'antd'
import { useWrite } from '../../api/hooks.ts'
import { applicationsText } from '../../i18n/applications.ts'
import { useText } from '../../i18n/text.ts'
import { Problems } from '../../ui/problems.tsx'
import { StatusTag, Tag } from '../../ui/status-tag.tsx'

/** Computes a decision again and says whether it is the same. */
export function Replay({ decisionId }: { readonly decisionId: string }) {
  const t = useText(applicationsText)
  const replay = useWrite(applicationsApi.replayDecision, { refreshes: [] })
  const { data } = replay
  return (
    <>
      <Problems error={replay.error} />
      <span role="status" className="replay">
        {data && (
          <Tag tone={data.verdict === 'same' ? 'good' : 'bad'}>
            {data.verdict === 'same' ? t.replaySame : t.replayChanged}
          </Tag>
        )}
        {data?.verdict === 'changed' && <StatusTag set="decisionOutcome" value={data.outcome} />}
      </span>
      <Button
        title={t.replayAbout}
        loading={replay.isPending}
        onClick={() => replay.mutate({ params: { decisionId } })}
      >
        {t.replay}
      </Button>
    </>
  )
}
