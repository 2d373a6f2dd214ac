import { type Permission, permissions } from '@puhui/api'
import { Tooltip } from 'antd'
import { cloneElement, type ReactElement } from 'react'
import { useCan } from '../api/session.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'

interface Pressable {
  readonly disabled?: boolean
  readonly 'aria-disabled'?: boolean
  readonly 'aria-description'?: string
  readonly className?: string
  readonly onClick?: unknown
  readonly href?: unknown
}

/**
 * A button that cannot be pressed, and says why: in a tooltip, on focus and to a screen reader. It stays focusable,
 * which a truly disabled button would not.
 */
export function DisabledReason({
  why,
  children,
}: {
  readonly why: string | undefined
  readonly children: ReactElement<Pressable>
}) {
  if (!why) return children
  const quiet: Pressable = {
    'aria-disabled': true,
    'aria-description': why,
    className: [children.props.className, 'why-disabled'].filter(Boolean).join(' '),
    onClick: (event: Event) => event.preventDefault(),
    href: undefined,
  }
  return (
    <Tooltip title={why} trigger={['hover', 'focus', 'click']}>
      {cloneElement(children, quiet)}
    </Tooltip>
  )
}

/** Why the reader may not do something, or `undefined` when they may. */
export function useWhyNot(): (permission: Permission) => string | undefined {
  const can = useCan()
  const t = useText(uiText).why
  const say = useLocalized()
  return (permission) => (can(permission) ? undefined : t.permission(say(permissions[permission])))
}
