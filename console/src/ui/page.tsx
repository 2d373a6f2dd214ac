import { useRouterState } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { pageAt, pages } from '../app/page-spec.ts'
import { shellText } from '../i18n/shell.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Icon } from './icon.tsx'
import { To } from './to.tsx'

interface PageProps {
  /** The title of the page's `PageSpec` when left out. */
  readonly title?: ReactNode
  readonly aside?: ReactNode
  readonly about?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The frame of a page's content: breadcrumb, title, actions. */
export function Page({ title, aside, about, actions, children }: PageProps) {
  const t = useText(shellText)
  const say = useLocalized()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const here = pageAt(pathname)
  const parent = pages.find((page) => page.path === here?.parent)
  const group = (here?.menu ?? parent?.menu)?.group
  return (
    <div className="page">
      <nav className="crumbs" aria-label={t.breadcrumb}>
        <ol>
          {group && <li>{t.groups[group]}</li>}
          {parent && (
            <li>
              <Icon name="chevron" size={12} />
              <To href={parent.path}>{say(parent.title)}</To>
            </li>
          )}
        </ol>
      </nav>
      <header className="page-head">
        <div className="page-title">
          <h1>{title ?? (here && say(here.title))}</h1>
          {aside}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
        {about && <div className="page-about">{about}</div>}
      </header>
      {children}
    </div>
  )
}

/** A ruled block of a page with its own heading. */
export function Block(props: {
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly isFlush?: boolean
}) {
  return (
    <section className={props.isFlush ? 'block block-flush' : 'block'}>
      {(props.title || props.actions) && (
        <header className="block-head">
          {props.title && <h2>{props.title}</h2>}
          {props.actions}
        </header>
      )}
      {props.children}
    </section>
  )
}

/** Names and values in columns that fit the width. */
export function Facts({ facts }: { readonly facts: readonly (readonly [label: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([label, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts are written down in a fixed order.
        <div key={index}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The page while its object is on the way. */
export function PageSkeleton() {
  const t = useText(shellText)
  return (
    <div className="page" role="status" aria-busy="true" aria-label={t.loading}>
      <Skeleton active title={{ width: 220 }} paragraph={{ rows: 8 }} />
    </div>
  )
}
