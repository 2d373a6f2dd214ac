import type { ServerModule } from './platform/module.ts'

/** Every module of this server, in the order in which data moves. A module that is not here does not run. */
export const modules: readonly ServerModule[] = []
