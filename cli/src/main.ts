import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Command, Option } from 'commander'
import { applicationsCommands } from './commands/applications.ts'
import { dayEndCommands } from './commands/day-end.ts'
import { demoCommands } from './commands/demo.ts'
import { initCommand } from './commands/init.ts'
import { journalCommands } from './commands/journal.ts'
import { ledgerCommands } from './commands/ledger.ts'
import { reportCommands } from './commands/report.ts'
import { startCommand } from './commands/start.ts'
import { failed } from './failure.ts'

const packageFile = path.resolve(import.meta.dirname, '../../package.json')
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }

const program = new Command('puhui')
  .description('普惠 Puhui：消费金融平台 / consumer-finance platform')
  .version(version, '-V, --version', '版本 / version')
  .option('--url <url>', '平台地址，默认找本机数据目录里正在运行的平台 / address of a running platform')
  .option('--data <dir>', '数据目录 / data folder', 'data')
  .option('--token <token>', '操作员令牌，默认读数据目录 / operator token, read from the data folder by default')
  .addOption(
    new Option('--lang <zh|en>', '输出语言 / language')
      .choices(['zh', 'en'])
      .default(process.env.LANG?.startsWith('en') ? 'en' : 'zh'),
  )

for (const add of [
  startCommand,
  initCommand,
  applicationsCommands,
  dayEndCommands,
  reportCommands,
  ledgerCommands,
  journalCommands,
  demoCommands,
]) {
  add(program)
}

try {
  await program.parseAsync(process.argv)
} catch (error) {
  failed(error)
}
