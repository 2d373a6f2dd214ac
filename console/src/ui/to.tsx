import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode, Ref } from 'react'

export interface ToProps {
  /** An address of the console, with its search: `/loans/L1?tab=schedule`. */
  readonly href: string
  readonly children: ReactNode
  readonly className?: string
  readonly title?: string
  readonly isCurrent?: boolean
  readonly onGo?: () => void
  readonly ref?: Ref<HTMLAnchorElement>
  readonly 'aria-label'?: string
}

/** A link within the console: a real address that opens without a reload, and in a new tab when asked. */
export function To({ href, children, isCurrent, onGo, ...rest }: ToProps) {
  const { history } = useRouter()
  function go(event: MouseEvent) {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    event.preventDefault()
    onGo?.()
    history.push(href)
  }
  return (
    <a {...rest} href={href} onClick={go} aria-current={isCurrent ? 'page' : undefined}>
      {children}
    </a>
  )
}

/** Goes to an address of the console: `const go = useGo(); go('/loans')`. */
export function useGo(): (href: string) => void {
  const { history } = useRouter()
  return (href) => history.push(href)
}
