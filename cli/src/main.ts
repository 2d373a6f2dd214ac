import { Command } from 'commander'
import { applicationsCommands } from './commands/applications.ts'
import { dayEndCommands } from './commands/day-end.ts'
import { demoCommands } from './commands/demo.ts'
import { initCommand } from './commands/init.ts'
import { journalCommands } from './commands/journal.ts'
import { ledgerCommands } from './commands/ledger.ts'
import { reportCommands } from './commands/report.ts'
import { startCommand } from './commands/start.ts'
import { failed } from './failure.ts'

const program = new Command('puhui')
  .description('普惠 Puhui：消费金融平台 / consumer-finance platform')
  .option('--url <url>', '平台地址，默认找本机数据目录里正在运行的平台 / address of a running platform')
  .option('--data <dir>', '数据目录 / data folder', 'data')
  .option('--token <token>', '操作员令牌，默认读数据目录 / operator token, read from the data folder by default')
  .option('--lang <zh|en>', '输出语言 / language', process.env.LANG?.startsWith('en') ? 'en' : 'zh')

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
