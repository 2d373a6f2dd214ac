import { type BodyOf, labels, type OutputOf, roles, systemApi } from '@puhui/api'
import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { adminText } from '../../i18n/admin.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { Empty } from '../../ui/states.tsx'

type User = OutputOf<typeof systemApi.listUsers>['rows'][number]

export function UserList() {
  const t = useText(adminText)
  const say = useLocalized()
  const why = useWhyNot()
  const [isNew, setNew] = useState(false)
  const [edited, setEdited] = useState<User>()
  const nameOf = (id: string) => {
    const role = roles.find((one) => one.id === id)
    return role ? say(role.label) : id
  }
  return (
    <>
      <ListPage
        operation={systemApi.listUsers}
        cells={{ roles: (row) => row.roles.map(nameOf).join(' · ') }}
        rowActions={(row) => (
          <DisabledReason why={why('users.manage')}>
            <Button size="small" onClick={() => setEdited(row)}>
              {t.editUser}
            </Button>
          </DisabledReason>
        )}
        actions={
          <DisabledReason why={why('users.manage')}>
            <Button type="primary" onClick={() => setNew(true)}>
              {t.newUser}
            </Button>
          </DisabledReason>
        }
        empty={<Empty title={t.noUsers} />}
      />
      <Modal open={isNew} title={t.newUser} footer={null} onCancel={() => setNew(false)} destroyOnHidden>
        <NewUser onDone={() => setNew(false)} />
      </Modal>
      <Modal
        open={edited !== undefined}
        title={t.editUser}
        footer={null}
        onCancel={() => setEdited(undefined)}
        destroyOnHidden
      >
        {edited && <EditUser user={edited} onDone={() => setEdited(undefined)} />}
      </Modal>
    </>
  )
}

function NewUser({ onDone }: { readonly onDone: () => void }) {
  const t = useText(adminText)
  return (
    <OperationForm
      operation={systemApi.createUser}
      input={(body: BodyOf<typeof systemApi.createUser>) => ({ body })}
      submit={t.create}
      onDone={onDone}
    >
      <Form.Item name="login" label={t.login} extra={t.loginHint}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t.name}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="password" label={t.password} extra={t.passwordHint}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <RolesField />
    </OperationForm>
  )
}

function EditUser({ user, onDone }: { readonly user: User; readonly onDone: () => void }) {
  const t = useText(adminText)
  const say = useLocalized()
  return (
    <OperationForm
      operation={systemApi.updateUser}
      input={(body: BodyOf<typeof systemApi.updateUser>) => ({ params: { userId: user.id }, body })}
      initial={{ name: user.name, roles: user.roles, status: user.status }}
      submit={t.save}
      onDone={onDone}
    >
      <Form.Item name="name" label={t.name}>
        <Input autoComplete="off" />
      </Form.Item>
      <RolesField />
      <Form.Item name="status" label={t.status}>
        <Select options={Object.entries(labels.userStatus).map(([value, label]) => ({ value, label: say(label) }))} />
      </Form.Item>
    </OperationForm>
  )
}

function RolesField() {
  const t = useText(adminText)
  const say = useLocalized()
  return (
    <Form.Item name="roles" label={t.roles}>
      <Select mode="multiple" options={roles.map((role) => ({ value: role.id, label: say(role.label) }))} />
    </Form.Item>
  )
}
