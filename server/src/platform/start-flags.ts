import { parseArgs } from 'node:util'
import type { ConfigProblem } from './config.ts'

const OPTIONS = {
  database: { type: 'string' },
  data: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  production: { type: 'boolean' },
  'no-demo': { type: 'boolean' },
} as const

type FlagName = keyof typeof OPTIONS
type TextFlag = Exclude<FlagName, 'production' | 'no-demo'>

export interface StartFlags {
  readonly texts: Readonly<Partial<Record<TextFlag, string>>>
  readonly isProduction: boolean
  readonly hasNoDemo: boolean
  readonly problems: readonly ConfigProblem[]
}

/** Reads what stands behind `puhui start`; a word it does not know is a problem, never passed over. */
export function readFlags(args: readonly string[]): StartFlags {
  const { values, tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true })
  const texts: Partial<Record<TextFlag, string>> = {}
  const problems: ConfigProblem[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(unknown(token.value))
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(OPTIONS, token.name) ? OPTIONS[token.name as FlagName] : null
    if (option === null) problems.push(unknown(token.rawName))
    else if (option.type === 'boolean' && token.value !== undefined) problems.push(withValue(token.rawName))
    else if (option.type === 'string' && (!token.value || token.value.startsWith('--')))
      problems.push(withoutValue(token.rawName))
    else if (option.type === 'string') texts[token.name as TextFlag] = token.value!
  }
  return { texts, isProduction: values.production === true, hasNoDemo: values['no-demo'] === true, problems }
}

/** Whether the person only asks what can be said here. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h')
}

function unknown(setting: string): ConfigProblem {
  const known = Object.keys(OPTIONS).map((name) => `--${name}`)
  return {
    setting,
    zh: `没有这个选项；可用：${known.join(' ')}`,
    en: `there is no such option; known are ${known.join(' ')}`,
  }
}

function withoutValue(setting: string): ConfigProblem {
  return { setting, zh: '后面缺少取值', en: 'its value is missing' }
}

function withValue(setting: string): ConfigProblem {
  return { setting, zh: '这个选项不带取值', en: 'this option takes no value' }
}

export const USAGE = `用法 Usage: npm start -- [选项 options]    puhui start [选项 options]

  --data DIR            数据目录，默认 ./data            the data folder
  --database URL        自己的 PostgreSQL（15 以上）     a PostgreSQL of your own (15 or later)
  --port N, --host H    默认 8080 起的空闲端口，本机      the first free port from 8080, this machine only
  --no-demo             不建演示机构                     an empty platform
  --production          生产环境                         production

环境变量 Environment: PUHUI_DATA DATABASE_URL PORT HOST PUHUI_MODE PUHUI_MASTER_KEY PUHUI_PUBLIC_URL
  PUHUI_SMTP_URL PUHUI_MAIL_FROM PUHUI_APP_DATABASE_URL PUHUI_LOG PUHUI_DEMO
  PUHUI_TRUSTED_PROXIES PUHUI_CODES_PER_ADDRESS PUHUI_CODES_IN_ALL`
