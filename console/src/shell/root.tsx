import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { pageAt } from '../app/page-spec.ts'
import { shellText } from '../i18n/shell.ts'
import { useText } from '../i18n/text.ts'
import { useAppearance } from '../theme/appearance.ts'
import { useFocusBack } from './focus-back.ts'
import { OfflineBanner } from './offline-banner.tsx'
import { Relogin } from './relogin.tsx'

/** What stands around every page, the sign-in page included. */
export function Root() {
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const { locale } = useAppearance()
  const t = useText(shellText)
  useFocusBack()
  const title = pageAt(pathname)?.title[locale]
  useEffect(() => {
    document.title = title ? `${title} · ${t.brand}` : `${t.brand} ${t.product}`
  }, [title, t])
  return (
    <>
      <OfflineBanner />
      <Outlet />
      <Relogin />
    </>
  )
}
