import type { Permission } from '@puhui/api'

/** Who does something. Every write and every journal line has one. */
export interface Actor {
  readonly kind: 'staff' | 'customer' | 'system' | 'job' | 'partner'
  /** The user, customer or job; `anonymous` before anyone signed in. */
  readonly id: string
  readonly permissions: ReadonlySet<Permission>
  readonly sessionId: string | null
}

export const ANONYMOUS = 'anonymous'

export function systemActor(id: string, permissions: Iterable<Permission> = []): Actor {
  return { kind: 'system', id, permissions: new Set(permissions), sessionId: null }
}

export function jobActor(name: string, permissions: Iterable<Permission> = []): Actor {
  return { kind: 'job', id: name, permissions: new Set(permissions), sessionId: null }
}

export function customerActor(customerId: string, sessionId: string | null = null): Actor {
  return { kind: 'customer', id: customerId, permissions: new Set(), sessionId }
}

export function staffActor(userId: string, permissions: Iterable<Permission>, sessionId: string | null = null): Actor {
  return { kind: 'staff', id: userId, permissions: new Set(permissions), sessionId }
}
