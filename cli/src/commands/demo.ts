import { setTimeout as sleep } from 'node:timers/promises'
import { sessionApi } from '@puhui/api'
import type { Command } from 'commander'
import { type Connection, type Shared, withPlatform } from '../connect.ts'
import { out } from '../print.ts'

/** `puhui demo reset|remove`. */
export function demoCommands(program: Command): void {
  const demo = program.command('demo').description('演示数据 / the demo lender')
  for (const [name, operation] of [
    ['reset', sessionApi.resetDemo],
    ['remove', sessionApi.removeDemo],
  ] as const) {
    demo.command(name).action((_options: unknown, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), async (connection) => {
        await connection.call(operation, {})
        await sleep(1_000)
        await untilReady(connection)
        out('✓')
      }),
    )
  }
}

/** The server begins anew after the answer: it says itself how far it is. */
async function untilReady(connection: Connection): Promise<void> {
  for (;;) {
    const status = await connection.call(sessionApi.getStatus, {}).catch(() => undefined)
    if (status?.readiness === 'ready') return
    if (status?.readiness === 'failed') throw new Error(status.progress?.note[connection.locale] ?? 'failed')
    const { done = 0, total = 0, note } = status?.progress ?? {}
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${note?.[connection.locale] ?? ''} ${done}/${total}`)
    await sleep(500)
  }
}
