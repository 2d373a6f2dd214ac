import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useLanguage, useStatus } from '../api/journey.ts'
import { setAppearance, useAppearance } from '../app/appearance.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'

/** One column: title, what the page says, and at the foot either the next action or the three places to go. */
export function Screen({
  title,
  back,
  dock,
  children,
}: {
  readonly title: string
  readonly back?: string | undefined
  readonly dock?: ReactNode
  readonly children: ReactNode
}) {
  const text = useText(sharedText)
  const status = useStatus()
  useEffect(() => {
    document.title = `${title} · ${text.brand}`
  }, [title, text.brand])
  return (
    <div className="screen">
      <a className="skip" href="#content">
        {text.skip}
      </a>
      <header className="bar">
        {back ? (
          <Link className="icon-button back" to={back} aria-label={text.back}>
            <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
              <path
                d="M15 4.5 7.5 12l7.5 7.5"
                fill="none"
                stroke="currentColor"
                strokeWidth="2.2"
                strokeLinecap="round"
              />
            </svg>
          </Link>
        ) : (
          <img className="mark" src="/m/mark.svg" alt="" />
        )}
        <h1>{title}</h1>
        <Settings />
      </header>
      {status.data?.mode === 'demo' && <p className="demo">{text.demoNote}</p>}
      <main id="content">{children}</main>
      {dock ? <div className="dock">{dock}</div> : <Tabs />}
    </div>
  )
}

function Settings() {
  const text = useText(sharedText)
  const { locale, text: size } = useAppearance()
  const read = useLanguage()
  return (
    <>
      <button
        type="button"
        className="icon-button"
        onClick={() => setAppearance({ text: size === 'large' ? 'normal' : 'large' })}
        aria-pressed={size === 'large'}
      >
        {size === 'large' ? text.normalText : text.largeText}
      </button>
      <button
        type="button"
        className="icon-button"
        lang={locale === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => read(locale === 'zh' ? 'en' : 'zh')}
      >
        {text.language}
      </button>
    </>
  )
}

function Tabs() {
  const text = useText(sharedText)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const places = [
    ['/', text.home],
    ['/loans', text.loans],
    ['/me', text.me],
  ] as const
  return (
    <nav className="tabs" aria-label={text.menu}>
      {places.map(([to, label]) => (
        <Link key={to} to={to} aria-current={isHere(path, to) ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  )
}

function isHere(path: string, to: string): boolean {
  return to === '/' ? path === '/' : path.startsWith(to)
}
