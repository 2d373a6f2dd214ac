import { modules } from '../../server/src/assembly.ts'
import type { ServerModule } from '../../server/src/platform/module.ts'
import { platformModule } from '../../server/src/platform/routes/index.ts'

/** The modules of the server beside those that a world mounts by itself. */
export function modulesBeside(...mounted: string[]): ServerModule[] {
  return [platformModule(modules), ...modules.filter(({ name }) => !mounted.includes(name))]
}

export const ORIGINATION = ['products', 'customers', 'policies', 'decisions', 'origination']
