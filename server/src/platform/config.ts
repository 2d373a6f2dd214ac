import { type ClientSettings, clientProblems, NO_LIMITS, readClientSettings } from './client-settings.ts'
import { readFlags } from './start-flags.ts'

/** How this process runs. Read once, by `readConfig`; nothing else looks at the environment. */
export interface Config extends ClientSettings {
  readonly mode: 'development' | 'production' | 'test'
  /** Role cards on the login page, simulated adapters, a clock that can be moved, a demo lender on an empty database. */
  readonly isDemo: boolean
  readonly host: string
  /** Null: 8080, or the next free port. */
  readonly port: number | null
  readonly dataDir: string
  /** The lender's own PostgreSQL; null for the private one. */
  readonly databaseUrl: string | null
  /** The application's own role there, when the owner may not create roles. */
  readonly appDatabaseUrl: string | null
  /** Where people reach the platform, when it stands behind a proxy: decides secure cookies and the allowed origin. */
  readonly publicUrl: string | null
  /** 32 bytes; null to use the key file of the data folder. */
  readonly masterKey: Buffer | null
  readonly logLevel: string
  /** What the command line on this machine shows to be let in; null for none. */
  readonly operatorToken: string | null
  /** The lender's own mail server; null: e-mail is simulated, in production it stays in the outbox. */
  readonly mail: { readonly url: string; readonly from: string } | null
  /** How many customers a demo lender gets; null for the usual. */
  readonly demoCustomers: number | null
}

/** A setting that stops the start, in both languages. */
export interface ConfigProblem {
  readonly setting: string
  readonly zh: string
  readonly en: string
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads flags and environment; flags win. Finds every problem, not only the first. */
export function readConfig(args: readonly string[], env: Environment): { config: Config; problems: ConfigProblem[] } {
  const { texts, problems: flagProblems, ...flags } = readFlags(args)
  const isProduction = flags.isProduction || env.PUHUI_MODE === 'production'
  const config: Config = {
    mode: isProduction ? 'production' : 'development',
    isDemo: !isProduction && !flags.hasNoDemo && env.PUHUI_DEMO !== 'off',
    host: texts.host ?? env.HOST ?? '127.0.0.1',
    port: readPort(texts.port ?? env.PORT),
    dataDir: texts.data ?? env.PUHUI_DATA ?? 'data',
    databaseUrl: texts.database ?? env.DATABASE_URL ?? null,
    appDatabaseUrl: env.PUHUI_APP_DATABASE_URL ?? null,
    publicUrl: env.PUHUI_PUBLIC_URL ?? null,
    masterKey: readKey(env.PUHUI_MASTER_KEY),
    logLevel: env.PUHUI_LOG ?? (isProduction ? 'info' : 'warn'),
    operatorToken: null,
    mail: env.PUHUI_SMTP_URL ? { url: env.PUHUI_SMTP_URL, from: env.PUHUI_MAIL_FROM ?? '' } : null,
    demoCustomers: readCount(env.PUHUI_DEMO_CUSTOMERS),
    ...readClientSettings(env, isProduction),
  }
  const problems = [
    ...flagProblems,
    ...problemsOf(config, env),
    ...clientProblems(config),
    ...(isProduction ? productionProblems(config, env) : []),
  ]
  return { config, problems }
}

function readPort(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Number(text)
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null
}

const KEY_BYTES = 32

function readKey(text: string | undefined): Buffer | null {
  if (text === undefined) return null
  const key = Buffer.from(text, 'base64')
  return key.length === KEY_BYTES ? key : null
}

function problemsOf({ port, masterKey, databaseUrl, publicUrl, mail }: Config, env: Environment): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    problems.push({
      setting: 'PORT',
      zh: '端口须为 0 至 65535 的整数',
      en: 'the port must be a whole number from 0 to 65535',
    })
  }
  problems.push(...wordProblems(env))
  if (env.PUHUI_MASTER_KEY !== undefined && masterKey === null) {
    problems.push({
      setting: 'PUHUI_MASTER_KEY',
      zh: '主密钥须为 32 字节的 base64',
      en: 'the master key must be 32 bytes in base64',
    })
  }
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push({
      setting: 'DATABASE_URL',
      zh: '数据库地址须以 postgres:// 开头',
      en: 'the database address must begin with postgres://',
    })
  }
  if (mail !== null && !/^smtps?:\/\//.test(mail.url)) {
    problems.push({
      setting: 'PUHUI_SMTP_URL',
      zh: '邮件服务器须以 smtp:// 或 smtps:// 开头',
      en: 'the mail server must begin with smtp:// or smtps://',
    })
  }
  if (mail !== null && !mail.from.includes('@')) {
    problems.push({
      setting: 'PUHUI_MAIL_FROM',
      zh: '有邮件服务器时须给出发件地址',
      en: 'with a mail server, the sender address must be given',
    })
  }
  if (publicUrl !== null && !URL.canParse(publicUrl)) {
    problems.push({
      setting: 'PUHUI_PUBLIC_URL',
      zh: '对外地址不是有效的网址',
      en: 'the public address is no valid URL',
    })
  }
  return problems
}

/** A word misspelt must not quietly mean the opposite: `PUHUI_MODE=prod` is no demo with role cards. */
function wordProblems(env: Environment): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  if (env.PUHUI_MODE && !['production', 'development'].includes(env.PUHUI_MODE)) {
    problems.push({
      setting: 'PUHUI_MODE',
      zh: '只能是 production 或 development',
      en: 'must be production or development',
    })
  }
  if (env.PUHUI_DEMO && !['on', 'off'].includes(env.PUHUI_DEMO))
    problems.push({ setting: 'PUHUI_DEMO', zh: '只能是 on 或 off', en: 'must be on or off' })
  if (env.PUHUI_DEMO_CUSTOMERS && readCount(env.PUHUI_DEMO_CUSTOMERS) === null) {
    problems.push({
      setting: 'PUHUI_DEMO_CUSTOMERS',
      zh: '须为 1 至 999999 的整数',
      en: 'must be a whole number from 1 to 999999',
    })
  }
  return problems
}

function productionProblems({ masterKey, databaseUrl, publicUrl }: Config, env: Environment): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  if (masterKey === null && env.PUHUI_MASTER_KEY === undefined) {
    problems.push({
      setting: 'PUHUI_MASTER_KEY',
      zh: '缺少主密钥（32 字节的 base64）；生产环境不从文件读取',
      en: 'the master key is missing (32 bytes in base64); production reads none from a file',
    })
  }
  if (databaseUrl === null) {
    problems.push({
      setting: 'DATABASE_URL',
      zh: '生产环境须使用自己的 PostgreSQL',
      en: 'production needs a PostgreSQL of your own',
    })
  }
  if (publicUrl === null || !publicUrl.startsWith('https://')) {
    problems.push({
      setting: 'PUHUI_PUBLIC_URL',
      zh: '须为 https:// 开头的对外地址，否则会话 Cookie 无法加密传输',
      en: 'must be the public https:// address, or session cookies travel in the clear',
    })
  }
  if (env.PUHUI_DEMO === 'on') {
    problems.push({ setting: 'PUHUI_DEMO', zh: '生产环境不能开启演示', en: 'the demo cannot be on in production' })
  }
  return problems
}

export const testConfig: Config = {
  mode: 'test',
  isDemo: true,
  host: '127.0.0.1',
  port: null,
  dataDir: '',
  databaseUrl: null,
  appDatabaseUrl: null,
  publicUrl: null,
  masterKey: null,
  logLevel: 'silent',
  operatorToken: null,
  mail: null,
  demoCustomers: null,
  ...NO_LIMITS,
}
