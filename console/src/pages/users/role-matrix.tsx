import { type Permission, permissions, systemApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { adminText } from '../../i18n/admin.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'

/** Who may do what: one column a role, one line a permission. */
export function RoleMatrix() {
  const t = useText(adminText)
  const say = useLocalized()
  const read = useRead(systemApi.listRoles, {})
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { roles } = read.data
  return (
    <Page>
      <Block isFlush>
        <PlainTable
          table={{
            head: [
              t.permission,
              ...roles.map((role) => (
                <span key={role.id} title={say(role.about)}>
                  {say(role.label)} <small className="soft">{t.people(role.users)}</small>
                </span>
              )),
            ],
            rows: Object.entries(permissions).map(([id, label]) => [
              <span key="permission" title={id}>
                {say(label)}
              </span>,
              ...roles.map((role) =>
                role.permissions.includes(id as Permission) ? (
                  <span key={role.id} role="img" aria-label={t.held}>
                    ●
                  </span>
                ) : (
                  ''
                ),
              ),
            ]),
          }}
        />
      </Block>
    </Page>
  )
}
