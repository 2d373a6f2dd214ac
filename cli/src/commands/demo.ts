import { sessionApi } from '@puhui/api'
import type { Command } from 'commander'
import { type Shared, withPlatform } from '../connect.ts'
import { out } from '../print.ts'
import { waitFor } from '../wait.ts'

/** `puhui demo reset|remove`. */
export function demoCommands(program: Command): void {
  const demo = program.command('demo').description('演示数据 / the demo lender')
  for (const [name, operation] of [
    ['reset', sessionApi.resetDemo],
    ['remove', sessionApi.removeDemo],
  ] as const) {
    demo.command(name).action((_options: unknown, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), async (connection) => {
        const { jobId } = await connection.call(operation, {})
        const job = await waitFor(connection, jobId)
        out(`${job.title[connection.locale]} ✓`)
      }),
    )
  }
}
