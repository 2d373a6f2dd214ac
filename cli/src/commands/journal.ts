import { systemApi } from '@puhui/api'
import type { Command } from 'commander'
import { type Shared, withPlatform } from '../connect.ts'
import { out, outJson, table } from '../print.ts'

/** `puhui journal verify`: exit code 1 when a line was altered, removed or added by hand. */
export function journalCommands(program: Command): void {
  program
    .command('journal')
    .description('日志 / the journal')
    .command('verify')
    .option('--json')
    .action((options: { json?: boolean }, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), async (connection) => {
        const found = await connection.call(systemApi.verifyJournal, {})
        if (!found.isIntact) process.exitCode = 1
        if (options.json) return outJson(found)
        const zh = connection.locale === 'zh'
        out(
          `${found.isIntact ? (zh ? '完整' : 'intact') : zh ? '被改动' : 'TAMPERED'}  ${found.sealed}/${found.lines}  ${found.tookMs} ms`,
        )
        if (found.findings.length > 0) {
          const rows = found.findings.map((finding) => [
            String(finding.sequence),
            finding.kind,
            finding.note[connection.locale],
          ])
          out(table([{ title: 'no', align: 'right' }, { title: 'kind' }, { title: 'what' }], rows))
        }
      }),
    )
}
