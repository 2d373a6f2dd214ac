import { type Permission, permissions, rolesWith } from '@puhui/api'
import { shellText } from '../i18n/shell.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import { To } from '../ui/to.tsx'
import { useHome } from './home.ts'

/** Names the permission that is missing, and who holds it. */
export function Forbidden({ permission }: { readonly permission: Permission }) {
  const t = useText(shellText)
  const say = useLocalized()
  const home = useHome()
  return (
    <section className="notice" data-part="forbidden">
      <p className="notice-figure">
        <Icon name="lock" size={40} />
      </p>
      <h1>{t.forbidden.title}</h1>
      <dl className="notice-facts">
        <dt>{t.forbidden.needs}</dt>
        <dd>
          {say(permissions[permission])} <code>{permission}</code>
        </dd>
        <dt>{t.forbidden.holders}</dt>
        <dd>
          {rolesWith(permission)
            .map((role) => say(role.label))
            .join(' · ')}
        </dd>
      </dl>
      <p className="soft">{t.forbidden.ask}</p>
      <To className="button-like" href={home}>
        {t.forbidden.home}
      </To>
    </section>
  )
}
