import { type RoleId, roles } from '@puhui/api'
import { vi } from 'vitest'
import { modules } from '../../../server/src/assembly.ts'
import { buildDemo } from '../../../server/src/demo/build.ts'
import { systemActor } from '../../../server/src/platform/actor.ts'
import { createUser } from '../../../server/src/platform/auth/users.ts'
import { storedClock } from '../../../server/src/platform/clock.ts'
import { write } from '../../../server/src/platform/context.ts'
import type { LogFields } from '../../../server/src/platform/log.ts'
import type { OpenPlatform } from '../../../server/src/platform/open.ts'
import { platformModule } from '../../../server/src/platform/routes/index.ts'
import { makePlatform, type TestApp, type TestPlatform, testApp } from '../../../server/src/platform/testing.ts'

/** Everything the platform has, with a small demo lender in it, and what broke while it was asked. */
export interface Besieged {
  readonly platform: TestPlatform
  readonly app: TestApp
  /** What the platform itself held for a fault: each is a bug. */
  readonly broken: LogFields[]
}

/** The day on which the lender is built, so that the same seed finds the same world on every day. */
const BUILT_ON = '2026-11-20'

/** A lender of a few dozen people who borrowed for some months, all modules mounted, no worker running. */
export async function openBesieged({ size = 40, months = 4 } = {}): Promise<Besieged> {
  vi.setSystemTime(`${BUILT_ON}T02:00:00Z`)
  const broken: LogFields[] = []
  const fresh = await makePlatform({ day: BUILT_ON, config: { isDemo: true } })
  const clock = await storedClock(fresh.db)
  const note = (_event: string, fields?: LogFields) => {
    broken.push(fields ?? {})
  }
  const platform = { ...fresh, clock, log: { ...fresh.log, error: note } }
  await buildDemo({ platform: platform as unknown as OpenPlatform, size, months, onProgress: () => {} })
  return { platform, app: await testApp(platform, [platformModule(modules), ...modules]), broken }
}

/** A member of staff of the given roles; all roles unless said. */
export async function hire(
  { platform }: Besieged,
  login: string,
  held: readonly RoleId[] = roles.map(({ id }) => id),
): Promise<string> {
  const { id } = await write(platform, { actor: systemActor('test') }, (ctx) =>
    createUser(ctx, { login, name: login, password: null, roles: held }),
  )
  return id
}
