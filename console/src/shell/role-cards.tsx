import { type RoleId, roles, sessionApi } from '@puhui/api'
import { useWrite } from '../api/hooks.ts'
import { useStatus } from '../api/session.ts'
import { loginText } from '../i18n/login.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Problems } from '../ui/problems.tsx'

const FACES: Readonly<Record<RoleId, IconName>> = {
  marketing: 'views',
  product: 'products',
  underwriter: 'review',
  servicing: 'loans',
  collector: 'clock',
  risk: 'chart',
  compliance: 'rules',
  auditor: 'journal',
  administrator: 'users',
}

/** One card per role of the demo lender; one click enters. The borrower's card leads to the mobile web. */
export function RoleCards({ onDone, isSmall = false }: { readonly onDone: () => void; readonly isSmall?: boolean }) {
  const t = useText(loginText)
  const say = useLocalized()
  const enter = useWrite(sessionApi.enterDemo, { refreshes: ['session.get'] })
  const hasBorrowers = useStatus()?.hasDemoData ?? true
  const entering = enter.isPending ? enter.variables.body.role : undefined
  function enterAsBorrower() {
    if (!hasBorrowers) return location.assign('/m')
    enter.mutate({ body: { role: 'borrower' } }, { onSuccess: () => location.assign('/m/loans') })
  }
  return (
    <div className={isSmall ? 'role-cards role-cards-small' : 'role-cards'}>
      <Problems error={enter.error} />
      {!isSmall && (
        <button
          type="button"
          className="role-card role-card-borrower"
          disabled={enter.isPending}
          aria-busy={entering === 'borrower'}
          onClick={() => enterAsBorrower()}
        >
          <Icon name="phone" size={22} />
          <span className="role-name">{t.borrower}</span>
          <span className="role-about">{t.borrowerAbout}</span>
        </button>
      )}
      {roles.map((role) => (
        <button
          key={role.id}
          type="button"
          className="role-card"
          data-role={role.id}
          title={t.enterAs(say(role.label))}
          disabled={enter.isPending}
          aria-busy={entering === role.id}
          onClick={() => enter.mutate({ body: { role: role.id } }, { onSuccess: onDone })}
        >
          <Icon name={FACES[role.id]} size={isSmall ? 16 : 22} />
          <span className="role-name">{say(role.label)}</span>
          {!isSmall && <span className="role-about">{say(role.about)}</span>}
        </button>
      ))}
    </div>
  )
}
