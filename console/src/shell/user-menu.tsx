import { type RoleId, roles, sessionApi } from '@puhui/api'
import { useRouter } from '@tanstack/react-router'
import { App, Dropdown, type MenuProps } from 'antd'
import { refresh, useWrite } from '../api/hooks.ts'
import { useRoles, useSession } from '../api/session.ts'
import { pageAt } from '../app/page-spec.ts'
import { shellText } from '../i18n/shell.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import { homeOf } from './home.ts'

/** Who is signed in; in the demo also the switch to any other role. */
export function UserMenu() {
  const t = useText(shellText).user
  const say = useLocalized()
  const session = useSession()
  const held = useRoles()
  const become = useBecome()
  const signOut = useWrite(sessionApi.signOut)
  const roleNames = roles.filter((role) => held.includes(role.id)).map((role) => say(role.label))
  const switching: NonNullable<MenuProps['items']> = session?.isDemo
    ? [
        {
          type: 'group',
          label: t.switchRole,
          children: roles.map((role) => ({
            key: role.id,
            label: say(role.label),
            title: say(role.about),
            icon: held.includes(role.id) ? <Icon name="check" size={14} /> : <span className="no-icon" />,
          })),
        },
        { key: 'borrower', label: <a href="/m/">{t.borrower}</a>, icon: <Icon name="phone" size={14} /> },
        { type: 'divider' },
      ]
    : []
  const items: MenuProps['items'] = [
    ...switching,
    { key: 'out', label: t.signOut, icon: <Icon name="exit" size={14} /> },
  ]
  function choose(key: string) {
    if (key === 'out') signOut.mutate({}, { onSuccess: () => location.assign('/login') })
    else if (key !== 'borrower') become(key as RoleId)
  }
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => choose(key) }} trigger={['click']} placement="bottomRight">
      <button type="button" className="user" data-part="user">
        <span className="user-face" aria-hidden="true">
          {(session?.name ?? '?').slice(0, 1)}
        </span>
        <span className="user-text">
          {session?.name}
          <small>{roleNames.join(' · ')}</small>
        </span>
      </button>
    </Dropdown>
  )
}

/** Becomes another demo role: the page stays when that role may see it, else that role's home opens and says so. */
function useBecome(): (role: RoleId) => void {
  const t = useText(shellText).user
  const say = useLocalized()
  const { message } = App.useApp()
  const { history } = useRouter()
  const enter = useWrite(sessionApi.enterDemo)
  return (role) =>
    enter.mutate(
      { body: { role } },
      {
        onSuccess: async (session) => {
          const label = say(roles.find(({ id }) => id === role)?.label ?? { zh: role, en: role })
          const needs = pageAt(history.location.pathname)?.permission
          const may = (permission: string | undefined) => !permission || session.permissions.includes(permission)
          if (!may(needs)) history.push(homeOf(may))
          await refresh()
          if (may(needs)) message.success(t.kept(label))
          else message.info(t.moved(label))
        },
        onError: (error) => message.error(error.message),
      },
    )
}
