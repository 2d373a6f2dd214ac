import { shellText } from '../i18n/shell.ts'
import { useText } from '../i18n/text.ts'
import { To } from '../ui/to.tsx'
import { useHome } from './home.ts'

export function NotFound() {
  const t = useText(shellText)
  const home = useHome()
  return (
    <section className="notice" data-part="not-found">
      <p className="notice-figure">404</p>
      <h1>{t.notFound.title}</h1>
      <p className="soft">{t.notFound.about}</p>
      <To className="button-like" href={home}>
        {t.notFound.home}
      </To>
    </section>
  )
}
