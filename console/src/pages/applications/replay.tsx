import { applicationsApi } from '@puhui/api'
import { Button } from 'antd'
import { useWrite } from '../../api/hooks.ts'
import { applicationsText } from '../../i18n/applications.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { underwritingText } from '../../i18n/underwriting.ts'
import { Problems } from '../../ui/problems.tsx'
import { StatusTag, Tag } from '../../ui/status-tag.tsx'

/** Computes a decision again: the same, or what made the difference since. */
export function Replay({ decisionId }: { readonly decisionId: string }) {
  const t = useText(applicationsText)
  const u = useText(underwritingText)
  const say = useLocalized()
  const replay = useWrite(applicationsApi.replayDecision, { refreshes: [] })
  const { data } = replay
  const names = { policy: u.byPolicy, data: u.byData, model: u.byModel }
  return (
    <>
      <Problems error={replay.error} />
      <span role="status" className="replay" data-part="replay">
        {data && (
          <Tag tone={data.verdict === 'same' ? 'good' : 'bad'}>
            {data.verdict === 'same' ? t.replaySame : t.replayChanged}
          </Tag>
        )}
        {data?.verdict === 'changed' && (
          <span>
            {u.by} {data.by.map((one) => names[one]).join(' · ')} · {data.isReproduced ? u.reproduced : u.notReproduced}{' '}
            · {u.now(data.now.policyVersion)} <StatusTag set="decisionOutcome" value={data.now.outcome} />
            {data.changedFacts.length > 0 &&
              ` · ${u.changedFacts}: ${data.changedFacts
                .map(({ label, before, after }) => `${say(label)} ${say(before)} → ${say(after)}`)
                .join('; ')}`}
          </span>
        )}
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
