import { App, Button, Checkbox, Dropdown, Form, Input, type MenuProps, Modal } from 'antd'
import { useState } from 'react'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { Icon } from '../ui/icon.tsx'
import { Problems } from '../ui/problems.tsx'
import { type ListControl, searchToKeep } from './list-state.ts'
import type { SavedView, Views } from './views.ts'

interface ViewsMenuProps {
  readonly views: Views
  readonly control: ListControl
  readonly columns: readonly string[]
}

/** Saved views: open, save, share, make default; a mark says when what is shown has moved away from the view. */
export function ViewsMenu({ views, control, columns }: ViewsMenuProps) {
  const t = useText(uiText)
  const { modal, message } = App.useApp()
  const [editing, setEditing] = useState<'new' | SavedView>()
  const { current } = views
  const kept = searchToKeep(control.search)
  const isChanged = current !== undefined && JSON.stringify(sorted(kept)) !== JSON.stringify(sorted(current.search))
  const save = (change: Partial<SavedView>) =>
    current && views.save({ ...withoutMine(current), ...change }, () => message.success(t.list.views.saved))
  const entry = (view: SavedView) => ({
    key: view.id,
    label: `${view.name}${view.isDefault ? ` · ${t.list.views.isDefault}` : ''}`,
    icon: <Icon name={view.id === current?.id ? 'check' : 'views'} size={14} />,
    onClick: () => views.open(view),
  })
  const mine = views.views.filter(({ isMine }) => isMine).map(entry)
  const team = views.views.filter(({ isMine }) => !isMine).map(entry)
  const own: NonNullable<MenuProps['items']> = current?.isMine
    ? [
        { type: 'divider' },
        {
          key: 'update',
          label: t.list.views.update,
          disabled: !isChanged,
          onClick: () => save({ search: kept, columns: [...columns] }),
        },
        { key: 'rename', label: t.list.views.rename, onClick: () => setEditing(current) },
        {
          key: 'share',
          label: current.isShared ? t.list.views.unshare : t.list.views.share,
          onClick: () => save({ isShared: !current.isShared }),
        },
        {
          key: 'default',
          label: current.isDefault ? t.list.views.unsetDefault : t.list.views.setDefault,
          onClick: () => save({ isDefault: !current.isDefault }),
        },
        {
          key: 'remove',
          danger: true,
          label: t.list.views.remove,
          onClick: () =>
            modal.confirm({
              title: t.list.views.removeAsk,
              okText: t.confirm,
              cancelText: t.cancel,
              onOk: () => views.remove(current),
            }),
        },
      ]
    : []
  const items: MenuProps['items'] = [
    {
      key: 'all',
      label: t.list.views.all,
      icon: <Icon name={current ? 'table' : 'check'} size={14} />,
      onClick: () => views.open(undefined),
    },
    ...(mine.length > 0 ? [{ type: 'group' as const, label: t.list.views.mine, children: mine }] : []),
    ...(team.length > 0 ? [{ type: 'group' as const, label: t.list.views.team, children: team }] : []),
    { type: 'divider' },
    { key: 'new', label: t.list.views.saveAs, icon: <Icon name="plus" size={14} />, onClick: () => setEditing('new') },
    ...own,
  ]
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<Icon name="views" />} data-part="views">
          {current?.name ?? t.list.views.title}
          {isChanged && <small className="soft">{t.list.views.changed}</small>}
        </Button>
      </Dropdown>
      {editing && (
        <ViewForm
          views={views}
          view={editing === 'new' ? undefined : editing}
          search={editing === 'new' ? kept : editing.search}
          columns={editing === 'new' ? columns : editing.columns}
          onClose={() => setEditing(undefined)}
          onSaved={(id) => {
            setEditing(undefined)
            control.set({ view: id })
            message.success(t.list.views.saved)
          }}
        />
      )}
    </>
  )
}

function ViewForm(props: {
  readonly views: Views
  readonly view: SavedView | undefined
  readonly search: SavedView['search']
  readonly columns: readonly string[]
  readonly onClose: () => void
  readonly onSaved: (id: string) => void
}) {
  const t = useText(uiText)
  const { view, views } = props
  const [form] = Form.useForm<{ name: string; isShared: boolean; isDefault: boolean }>()
  return (
    <Modal
      open
      title={view ? t.list.views.rename : t.list.views.saveAs}
      okText={t.save}
      cancelText={t.cancel}
      confirmLoading={views.isSaving}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <Problems error={views.error} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: view?.name ?? '',
          isShared: view?.isShared ?? false,
          isDefault: view?.isDefault ?? false,
        }}
        onFinish={(values) =>
          views.save(
            { ...(view ? { id: view.id } : {}), ...values, search: props.search, columns: [...props.columns] },
            props.onSaved,
          )
        }
      >
        <Form.Item
          name="name"
          label={t.list.views.name}
          rules={[{ required: true, whitespace: true, message: t.problems.required }]}
        >
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="isShared" valuePropName="checked" noStyle>
          <Checkbox>{t.list.views.share}</Checkbox>
        </Form.Item>
        <Form.Item name="isDefault" valuePropName="checked" noStyle>
          <Checkbox>{t.list.views.setDefault}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  )
}

function withoutMine({ isMine: _isMine, ...view }: SavedView): Omit<SavedView, 'isMine'> {
  return view
}

function sorted(search: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
