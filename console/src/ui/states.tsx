import { useRouterState } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { OfflineError, problemOf } from '../api/call.ts'
import { pageAt, pages } from '../app/page-spec.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { Icon, type IconName } from './icon.tsx'
import { To } from './to.tsx'

/** Nothing is there yet; `children` is what the reader can do about it. */
export function Empty(props: { readonly title?: string; readonly about?: string; readonly children?: ReactNode }) {
  const t = useText(uiText).empty
  return (
    <State kind="empty" icon="outbox" title={props.title ?? t.title} about={props.about ?? t.about}>
      {props.children}
    </State>
  )
}

/** There is something, but nothing fits the conditions. */
export function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const t = useText(uiText).noMatch
  return (
    <State kind="no-match" icon="filter" title={t.title}>
      <Button onClick={onClear}>{t.clear}</Button>
    </State>
  )
}

/** It could not be loaded, so nobody knows what is there; or it is known that nothing is there, and no retry will help. */
export function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useText(uiText)
  const problem = problemOf(error)
  if (problem?.status === 404) return <Missing title={problem.title} />
  const about = problem?.title ?? (error instanceof OfflineError ? t.problems.network : t.problems.unknown)
  return (
    <State kind="failed" icon="warning" title={t.failed.title} about={about}>
      <Button type="primary" onClick={onRetry}>
        {t.failed.retry}
      </Button>
      {problem?.requestId && <small className="soft">{t.failed.request(problem.requestId)}</small>}
    </State>
  )
}

function Missing({ title }: { readonly title: string }) {
  const t = useText(uiText).missing
  const say = useLocalized()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const list = pages.find(({ path }) => path === pageAt(pathname)?.parent)
  return (
    <State kind="missing" icon="search" title={title} about={t.about}>
      {list && (
        <To className="button-like" href={list.path}>
          {t.toList(say(list.title))}
        </To>
      )}
    </State>
  )
}

function State(props: {
  readonly kind: 'empty' | 'no-match' | 'failed' | 'missing'
  readonly icon: IconName
  readonly title: string
  readonly about?: string
  readonly children?: ReactNode
}) {
  return (
    <div
      className={`state state-${props.kind}`}
      data-state={props.kind}
      role={props.kind === 'failed' || props.kind === 'missing' ? 'alert' : 'status'}
    >
      <Icon name={props.icon} size={32} />
      <strong>{props.title}</strong>
      {props.about && <p>{props.about}</p>}
      {props.children}
    </div>
  )
}
