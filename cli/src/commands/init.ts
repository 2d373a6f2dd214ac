import { createInterface } from 'node:readline/promises'
import { systemApi } from '@puhui/api'
import type { Command } from 'commander'
import { type Connection, type Shared, withPlatform } from '../connect.ts'
import { out } from '../print.ts'

interface InitOptions {
  readonly name?: string
  readonly nameEn?: string
  readonly kind?: 'bank' | 'consumer_finance_company'
  readonly admin?: string
}

/** `puhui init`: the lender's name, its first products and policy, and its first administrator. */
export function initCommand(program: Command): void {
  program
    .command('init')
    .description('开业：机构名称、首批产品、信贷政策与第一位管理员 / found the lender')
    .option('--name <name>', '机构名称（中文） / name in Chinese')
    .option('--name-en <name>', '机构名称（英文） / name in English')
    .option('--kind <kind>', 'bank | consumer_finance_company')
    .option(
      '--admin <login>',
      '第一位管理员的登录名；密码从标准输入读取 / login of the first administrator; the password is read from standard input',
    )
    .action((options: InitOptions, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), (connection) => init(connection, options)),
    )
}

async function init(connection: Connection, { name, nameEn, kind, admin }: InitOptions): Promise<void> {
  const body = { ...(name ? { name: { zh: name, en: nameEn ?? name } } : {}), ...(kind ? { kind } : {}) }
  const founded = await connection.call(systemApi.foundLender, { body })
  out(`${founded.policy}  ${founded.products.join(' ')}`)
  if (admin) await createAdministrator(connection, admin)
}

async function createAdministrator(connection: Connection, login: string): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  process.stderr.write(connection.locale === 'zh' ? '密码（至少 15 个字符）：' : 'Password (at least 15 characters): ')
  const password = (await lines[Symbol.asyncIterator]().next()).value ?? ''
  lines.close()
  const body = { login, name: login, password, roles: ['administrator'] }
  const user = await connection.call(systemApi.createUser, { body })
  out(`${user.login}  ${user.id}`)
}
