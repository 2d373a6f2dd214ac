import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Command } from 'commander'

/** `puhui start`: the platform itself; every option goes on to it. */
export function startCommand(program: Command): void {
  program
    .command('start')
    .description('启动平台 / start the platform')
    .allowUnknownOption()
    .helpOption(false)
    .allowExcessArguments()
    .action((_options: unknown, command: Command) => {
      const starter = path.resolve(import.meta.dirname, '../../../bin/start.mjs')
      const child = spawn(process.execPath, [starter, ...command.args], { stdio: 'inherit' })
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
      child.once('exit', (code) => {
        process.exitCode = code ?? 1
      })
    })
}
