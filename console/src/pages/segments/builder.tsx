import { type OutputOf, segmentsApi } from '@puhui/api'
import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useText } from '../../i18n/text.ts'
import { Count } from '../../ui/figures.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import { AddCondition } from './add-condition.tsx'
import { Chip } from './chip.tsx'
import { SaveSegment } from './save-segment.tsx'
import { SegmentProfile } from './segment-profile.tsx'
import { Waterfall } from './waterfall.tsx'
import './segments.css'

type Counted = OutputOf<typeof segmentsApi.countSegment>

const TYPING_MS = 150
/** The tables below the count are read once the typing has stopped. */
const PAUSE_MS = 700

/** A segment in words, its exact number beside it while one types. */
export function SegmentBuilder() {
  const t = useText(segmentsText)
  const [search, setSearch] = useUrlState()
  const [text, setText] = useState(String(search.q ?? ''))
  const asked = usePaced(text, TYPING_MS)
  const described = useSettled(text, PAUSE_MS)
  const read = useRead(segmentsApi.countSegment, { body: { text: asked } }, { keepsPrevious: true })
  const answer = read.data
  const counted = useLastCounted(answer)
  const failed = read.isError && !answer ? read.error : undefined
  const isRead = answer !== undefined && answer.problems.length === 0
  useEffect(() => setSearch({ q: described === '' ? undefined : described }), [described, setSearch])
  const parts = text.trim() === '' ? [] : (counted?.chips ?? [])
  const [edited, setEdited] = useState<string>()
  const editedAt = parts.findIndex((part) => part.text === edited)
  const withAt = (at: number, changed: string | undefined) =>
    parts.flatMap((part, other) => (other !== at ? [part.text] : changed === undefined ? [] : [changed]))
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
              <Chip
                key={part.text}
                part={part}
                isEdited={part.text === edited}
                onEdit={() => setEdited(part.text === edited ? undefined : part.text)}
                onChange={(changed) => setText(joined(withAt(at, changed)))}
              />
            ))}
          </ul>
          <AddCondition
            key={edited ?? ''}
            {...(editedAt < 0 ? {} : { edited: parts[editedAt]!.text })}
            onAdd={(added) => {
              setText(joined(editedAt < 0 ? [...parts.map((part) => part.text), added] : withAt(editedAt, added)))
              setEdited(undefined)
            }}
          />
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
          {answer && answer.problems.length > 0 && described === text && (
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
          <p aria-live="polite" className={answer === counted ? undefined : 'segment-stale'}>
            <span className="segment-count">
              <Count value={counted?.count ?? null} />
            </span>{' '}
            <span className="soft">{counted && t.of(counted.population.toLocaleString('en'))}</span>
          </p>
          <p className="soft">
            {counted?.unknown ? `${t.unknown(counted.unknown.toLocaleString('en'))} · ` : ''}
            {counted && t.took(counted.tookMs.toFixed(1))}
          </p>
          <h3>{t.waterfall}</h3>
          {failed && <Failed error={failed} onRetry={() => void read.refetch()} />}
          {counted && <Waterfall lines={counted.waterfall} />}
        </Block>
      </div>
      {isRead && <SegmentProfile text={described} />}
    </Page>
  )
}

/** The text a moment after the last key. */
function useSettled(text: string, afterMs: number): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), afterMs)
    return () => clearTimeout(timer)
  }, [text, afterMs])
  return settled
}

/** The text as it is typed, at most once in so many milliseconds: whoever types fast sees the number move as well. */
function usePaced(text: string, everyMs: number): string {
  const [paced, setPaced] = useState(text)
  const last = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, last.current + everyMs - performance.now())
    const timer = setTimeout(() => {
      last.current = performance.now()
      setPaced(text)
    }, wait)
    return () => clearTimeout(timer)
  }, [text, everyMs])
  return paced
}

/** The last answer that counted somebody: what is half typed does not make the number blink. */
function useLastCounted(answer: Counted | undefined): Counted | undefined {
  const [last, setLast] = useState(answer)
  if (answer && answer !== last && answer.problems.length === 0) setLast(answer)
  return last ?? answer
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
