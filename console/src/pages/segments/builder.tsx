import { segmentsApi } from '@puhui/api'
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Count } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import { AddCondition } from './add-condition.tsx'
import { SaveSegment } from './save-segment.tsx'
import { SegmentProfile } from './segment-profile.tsx'
import { Waterfall } from './waterfall.tsx'
import './segments.css'

const TYPING_MS = 120

/** A segment in words, its exact number beside it while one types. */
export function SegmentBuilder() {
  const t = useText(segmentsText)
  const say = useLocalized()
  const [search, setSearch] = useUrlState()
  const [text, setText] = useState(String(search.q ?? ''))
  const asked = useSettled(text)
  const read = useRead(segmentsApi.countSegment, { body: { text: asked } }, { keepsPrevious: true })
  const answer = read.data
  const failed = read.isError && !answer ? read.error : undefined
  const isRead = answer !== undefined && answer.problems.length === 0
  useEffect(() => setSearch({ q: asked === '' ? undefined : asked }), [asked, setSearch])
  const parts = text.trim() === '' ? [] : (answer?.chips ?? [])
  const without = (at: number) => parts.filter((_part, other) => other !== at).map((part) => part.text)
  return (
    <Page
      about={t.about}
      actions={
        <>
          <To href="/segments/list">{t.list}</To>
          <SaveSegment text={asked} isEmpty={!isRead || asked.trim() === ''} />
        </>
      }
    >
      <div className="segment-work">
        <Block title={t.chips}>
          <ul className="segment-chips">
            {parts.map((part, at) => (
              <li key={part.text} className="segment-chip">
                <span>{say(part.sentence)}</span>
                <small className="soft">
                  {t.alone} <Count value={part.alone} /> · {t.left} <Count value={part.left} />
                </small>
                <Button
                  type="text"
                  size="small"
                  aria-label={`${t.remove}: ${say(part.sentence)}`}
                  icon={<Icon name="close" size={14} />}
                  onClick={() => setText(joined(without(at)))}
                />
              </li>
            ))}
          </ul>
          <AddCondition onAdd={(added) => setText(joined([...parts.map((part) => part.text), added]))} />
          <label className="segment-text" htmlFor="segment-text">
            {t.text}
            <Input.TextArea
              id="segment-text"
              autoSize={{ minRows: 2, maxRows: 8 }}
              value={text}
              placeholder={t.textHelp}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          {answer && answer.problems.length > 0 && (
            <div role="alert">
              <ul>
                {answer.problems.map((problem) => (
                  <li key={`${problem.code}${problem.start}`}>
                    {problem.message}
                    {problem.suggestion && (
                      <Button type="link" size="small" onClick={() => setText(replaced(text, problem))}>
                        {problem.suggestion}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {answer?.sentence && asked.trim() !== '' && (
            <dl className="facts">
              <div>
                <dt>{t.sentence}</dt>
                <dd lang="zh">{answer.sentence.zh}</dd>
              </div>
              <div>
                <dt>{t.english}</dt>
                <dd lang="en">{answer.sentence.en}</dd>
              </div>
            </dl>
          )}
        </Block>
        <Block title={t.matching}>
          <p aria-live="polite">
            <span className="segment-count">
              <Count value={answer?.count ?? null} />
            </span>{' '}
            <span className="soft">{answer && t.of(answer.population.toLocaleString('en'))}</span>
          </p>
          <p className="soft">
            {answer?.unknown ? `${t.unknown(answer.unknown.toLocaleString('en'))} · ` : ''}
            {answer && t.took(answer.tookMs.toFixed(1))}
          </p>
          <h3>{t.waterfall}</h3>
          {failed && <Failed error={failed} onRetry={() => void read.refetch()} />}
          {answer && <Waterfall lines={answer.waterfall} />}
        </Block>
      </div>
      {isRead && <SegmentProfile text={asked} />}
    </Page>
  )
}

/** The text a moment after the last key. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

function joined(parts: readonly string[]): string {
  return parts.length < 2
    ? (parts[0] ?? '')
    : parts.map((part) => (/ or /.test(part) ? `(${part})` : part)).join(' and ')
}

function replaced(
  text: string,
  { start, end, suggestion }: { readonly start: number; readonly end: number; readonly suggestion: string | null },
): string {
  return `${text.slice(0, start)}${suggestion ?? ''}${text.slice(end)}`
}
