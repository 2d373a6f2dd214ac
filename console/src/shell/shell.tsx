import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useEffect, useState } from 'react'
import { useSession } from '../api/session.ts'
import { shellText } from '../i18n/shell.ts'
import { useText } from '../i18n/text.ts'
import { Mark } from '../ui/icon.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { useHome } from './home.ts'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'

/** The frame of every staff page. Without a session it leads to the sign-in page and remembers where to come back to. */
export function Shell() {
  const t = useText(shellText)
  const session = useSession()
  const href = useRouterState({ select: (state) => state.location.href })
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const shown = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname })
  const home = useHome()
  const { history } = useRouter()
  const [isMenuOpen, setMenuOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu.
  useEffect(() => setMenuOpen(false), [pathname])
  const isStranger = session !== undefined && session.subject !== 'staff'
  useEffect(() => {
    if (isStranger && !history.location.pathname.startsWith('/login'))
      history.replace(`/login${href === '/' ? '' : `?next=${encodeURIComponent(href)}`}`)
  }, [isStranger, href, history])
  const isAtRoot = pathname === '/' && home !== '/'
  useEffect(() => {
    if (isAtRoot && session?.subject === 'staff') history.replace(home)
  }, [isAtRoot, home, session, history])
  if (!session || isStranger) return <Waiting />
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <aside className="rail" data-part="menu">
        <Rail />
      </aside>
      <Drawer
        open={isMenuOpen}
        onClose={() => setMenuOpen(false)}
        placement="left"
        size={264}
        title={null}
        closable={false}
        rootClassName="rail-drawer"
        aria-label={t.menu}
      >
        <Rail />
      </Drawer>
      <div className="stage">
        <TopBar onMenu={() => setMenuOpen(true)} />
        <DemoBanner />
        <main id="content" tabIndex={-1} data-part="content" data-path={shown} aria-busy={shown !== pathname}>
          <Outlet />
        </main>
      </div>
    </div>
  )
}

function Waiting() {
  const t = useText(shellText)
  return (
    <div className="waiting" role="status" aria-label={t.loading}>
      <Mark size={44} />
    </div>
  )
}
