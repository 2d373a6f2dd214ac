import { type OutputOf, type Permission, type RoleId, sessionApi } from '@puhui/api'
import { useRead } from './hooks.ts'

export type Session = OutputOf<typeof sessionApi.getSession>
export type Status = OutputOf<typeof sessionApi.getStatus>

/** Who is signed in. Pages are drawn only once this is known, so it is there for all of them. */
export function useSession(): Session | undefined {
  return useRead(sessionApi.getSession, {}).data
}

/** What the reader may do: `const can = useCan(); can('loans.repay')`. */
export function useCan(): (permission: Permission | undefined) => boolean {
  const held = useSession()?.permissions
  return (permission) => permission === undefined || (held?.includes(permission) ?? false)
}

export function useRoles(): readonly RoleId[] {
  return (useSession()?.roles ?? []) as readonly RoleId[]
}

/** The state of the platform: mode, business day, whether the demo is still being built. */
export function useStatus(everyMs = 10_000): Status | undefined {
  const pace = (status?: Status) => (status?.readiness === 'ready' ? everyMs : Math.min(everyMs, 1_000))
  return useRead(sessionApi.getStatus, {}, { everyMs: pace }).data
}
