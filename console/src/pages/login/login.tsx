import { useRouter, useSearch } from '@tanstack/react-router'
import { Progress } from 'antd'
import { useEffect } from 'react'
import { type Status, useSession, useStatus } from '../../api/session.ts'
import { loginText } from '../../i18n/login.ts'
import { shellText } from '../../i18n/shell.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { AppearanceMenu } from '../../shell/appearance-menu.tsx'
import { RoleCards } from '../../shell/role-cards.tsx'
import { SignInForm } from '../../shell/sign-in-form.tsx'
import { setAppearance, useAppearance } from '../../theme/appearance.ts'
import { Mark } from '../../ui/icon.tsx'
import './login.css'

/** The sign-in page: in the demo one card per role, always the form. It leads to where the reader wanted to go. */
export function Login() {
  const t = useText(loginText)
  const shell = useText(shellText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const status = useStatus()
  const session = useSession()
  const next = useNext()
  const { history } = useRouter()
  const isIn = session?.subject === 'staff'
  useEffect(() => {
    if (isIn) history.replace(next)
  }, [isIn, next, history])
  const isDemo = status?.mode === 'demo'
  return (
    <div className={isDemo ? 'login login-demo' : 'login'}>
      <header className="login-brand">
        <div className="login-name">
          <Mark size={40} />
          <div>
            <strong>{shell.brand}</strong>
            <small>{status ? say(status.lenderName) : shell.product}</small>
          </div>
        </div>
        <p className="login-lead">{t.lead}</p>
        <Stream />
      </header>
      <main className="login-main">
        <div className="login-tools">
          <button
            type="button"
            className="bar-button"
            aria-label={shell.language.switch}
            onClick={() => setAppearance({ locale: locale === 'zh' ? 'en' : 'zh' })}
          >
            <span className="language-mark">{shell.language.other}</span>
          </button>
          <AppearanceMenu />
        </div>
        {status && status.readiness !== 'ready' && <Building status={status} />}
        {isDemo && (
          <section className="login-cards" aria-labelledby="cards-title">
            <h1 id="cards-title">{t.cards}</h1>
            <p className="soft">{t.cardsAbout}</p>
            <RoleCards onDone={() => history.replace(next)} />
          </section>
        )}
        <section className="login-form" aria-labelledby="form-title">
          {isDemo ? <h2 id="form-title">{t.or}</h2> : <h1 id="form-title">{t.title}</h1>}
          <SignInForm onDone={() => history.replace(next)} hasCards={false} />
        </section>
      </main>
    </div>
  )
}

/** How far the demo lender is built, while the platform starts for the first time. */
function Building({ status }: { readonly status: Status }) {
  const t = useText(loginText)
  const say = useLocalized()
  const { done = 0, total = 0, note } = status.progress ?? {}
  const percent = total > 0 ? Math.floor((done / total) * 100) : 0
  return (
    <section className="login-building" role="status" data-part="building">
      <strong>{t.waiting}</strong>
      <Progress percent={percent} aria-label={t.waiting} />
      {note && <span className="soft">{say(note)}</span>}
    </section>
  )
}

/** Where to go afterwards: an address of this console only. */
function useNext(): string {
  const { next } = useSearch({ strict: false }) as { next?: string }
  return next && /^\/(?![/\\])/.test(next) ? next : '/'
}

/** The stream that branches to many, drawn large. */
function Stream() {
  const ends = [60, 130, 200, 270, 340, 410, 480]
  return (
    <svg className="login-stream" viewBox="0 0 540 420" aria-hidden="true" focusable="false">
      {ends.map((x) => (
        <path key={x} d={`M270 0V110C270 240 ${x} 190 ${x} 370`} />
      ))}
      {ends.map((x) => (
        <circle key={x} cx={x} cy={388} r={7} />
      ))}
    </svg>
  )
}
