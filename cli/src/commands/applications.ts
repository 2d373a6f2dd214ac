import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { applicationsApi, jobResultLabel, type OutputOf, resultLines, urlOf } from '@puhui/api'
import { parseYuan } from '@puhui/money'
import type { Command } from 'commander'
import { type Connection, type Shared, withPlatform } from '../connect.ts'
import { UsageError } from '../failure.ts'
import { money, out, outJson, table } from '../print.ts'
import { waitFor } from '../wait.ts'

type ImportRun = OutputOf<typeof applicationsApi.getImport>

/** `puhui import`, `puhui decide`, `puhui originate`. */
export function applicationsCommands(program: Command): void {
  program
    .command('import')
    .description('导入 / import')
    .command('applicants <file>')
    .description('导入申请人 CSV：先试运行，再导入 / applicants from a CSV file: a dry run first')
    .requiredOption('--map <file>', '映射 YAML 文件，或模板名 / mapping file, or the name of a ready-made one')
    .option('--dry-run', '只试运行 / check only')
    .option('--good-rows', '有误的行留下，其余导入 / import the good rows, leave the bad ones')
    .option('--bad-rows <file>', '有误的行写到这里 / where the bad rows go')
    .option('--json')
    .action((file: string, options: ImportOptions, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), (connection) => importApplicants(connection, file, options)),
    )
  batch(program, 'decide', '批量决策 / decide', applicationsApi.decideBatch)
    .option('--dry-run', '只试算，并列出会查询哪些外部数据 / say what it would decide and ask, write nothing')
    .option('--ask-max <calls>', '可查询外部数据，合计至多这么多次 / may ask providers, so many calls in all')
    .option('--cost-max <yuan>', '与 --ask-max 同用：合计至多这么多元 / with --ask-max: so much money in all')
  batch(program, 'originate', '批量签约放款 / contract and disburse', applicationsApi.originateBatch)
}

interface ImportOptions {
  readonly map: string
  readonly dryRun?: boolean
  readonly goodRows?: boolean
  readonly badRows?: string
  readonly json?: boolean
}

async function importApplicants(connection: Connection, file: string, options: ImportOptions): Promise<void> {
  const map = await mapText(connection, options.map)
  const content = readFileSync(file)
  const plain = file.endsWith('.gz') ? gunzipSync(content) : content
  const name = path.basename(file).replace(/\.gz$/, '')
  const uploaded = await connection.upload<ImportRun>(urlOf(applicationsApi.uploadImport), { name, content: plain })
  const params = { importId: uploaded.id }
  const { jobId } = await connection.call(applicationsApi.checkImport, { params, body: { map } })
  await waitFor(connection, jobId)
  const checked = await connection.call(applicationsApi.getImport, { params })
  if (!options.json) showCheck(checked, connection.locale)
  if ((checked.bad ?? 0) > 0) await keepBadRows(connection, checked, options.badRows ?? `${file}.bad-rows.csv`)
  if (!options.dryRun) await commit(connection, checked, options.goodRows === true)
  const ended = await connection.call(applicationsApi.getImport, { params })
  if (options.json) outJson(ended)
  else out(`${ended.id}  ${ended.status}  ${ended.good}/${ended.rows}`)
}

async function commit(connection: Connection, checked: ImportRun, takesGoodRows: boolean): Promise<void> {
  const { jobId } = await connection.call(applicationsApi.commitImport, {
    params: { importId: checked.id },
    body: { take: takesGoodRows ? 'goodRows' : 'all' },
  })
  await waitFor(connection, jobId)
}

const SHOWN = 30

function showCheck(checked: ImportRun, locale: 'zh' | 'en'): void {
  out(
    locale === 'zh'
      ? `试运行：${checked.rows} 行，可导入 ${checked.good}，有误 ${checked.bad}`
      : `Dry run: ${checked.rows} rows, ${checked.good} good, ${checked.bad} bad`,
  )
  const columns = [
    { title: 'row', align: 'right' as const },
    { title: 'column' },
    { title: 'value' },
    { title: 'reason' },
  ]
  if (checked.problems.length === 0) return
  const rows = checked.problems
    .slice(0, SHOWN)
    .map(({ row, column, value, message }) => [String(row), column, value, message[locale]])
  out(table(columns, rows))
  const more = checked.problems.length - rows.length
  if (more > 0) out(locale === 'zh' ? `… 另有 ${more} 处` : `… ${more} more`)
}

async function keepBadRows(connection: Connection, checked: ImportRun, file: string): Promise<void> {
  const csv = await connection.text(urlOf(applicationsApi.importBadRows, { params: { importId: checked.id } }))
  writeFileSync(file, csv)
  process.stderr.write(`→ ${file}\n`)
}

async function mapText(connection: Connection, map: string): Promise<string> {
  if (existsSync(map)) return readFileSync(map, 'utf8')
  const { maps } = await connection.call(applicationsApi.importMaps, {})
  const known = maps.find(({ name }) => name === map)
  if (known) return known.yaml
  throw new UsageError(`没有这个映射 / no such mapping: ${map} (${maps.map(({ name }) => name).join(', ')})`)
}

function batch(
  program: Command,
  name: string,
  description: string,
  operation: typeof applicationsApi.decideBatch | typeof applicationsApi.originateBatch,
): Command {
  return program
    .command(name)
    .description(description)
    .requiredOption('--batch', '所有待处理的申请 / all that wait')
    .option('--import <id>', '只处理这次导入 / only those of one import')
    .option('--json')
    .action((options: BatchOptions, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), async (connection) => {
        const body = { ...(options.import ? { importId: options.import } : {}), ...askedOutside(options) }
        const { jobId } = await connection.call(operation, { body })
        const job = await waitFor(connection, jobId)
        if (options.json) outJson(job.result)
        else out(resultText((job.result ?? {}) as Record<string, unknown>, connection.locale))
      }),
    )
}

function resultText(result: Readonly<Record<string, unknown>>, locale: 'zh' | 'en'): string {
  const line = ({ figure, depth, value }: ReturnType<typeof resultLines>[number]) => {
    const label = `${'  '.repeat(depth)}${jobResultLabel(figure)[locale]}`
    if (value === undefined) return label
    if (typeof value === 'boolean') return `${label}: ${locale === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'}`
    const isMoney = figure.endsWith('Fen') && typeof value === 'string'
    return `${label}: ${isMoney ? money(value) : typeof value === 'object' ? JSON.stringify(value) : String(value)}`
  }
  return resultLines(result).map(line).join('\n')
}

interface BatchOptions {
  readonly import?: string
  readonly json?: boolean
  readonly dryRun?: boolean
  readonly askMax?: string
  readonly costMax?: string
}

/** How much may be asked outside: only with a number of calls and an amount, never without an end. */
function askedOutside({ dryRun, askMax, costMax }: BatchOptions) {
  const isDryRun = dryRun ? { isDryRun: true } : {}
  if (askMax === undefined && costMax === undefined) return isDryRun
  const cost = parseYuan(costMax ?? '')
  if (!/^\d+$/.test(askMax ?? '') || !cost.ok)
    throw new UsageError('请同时给出 --ask-max 次数和 --cost-max 元 / give both --ask-max calls and --cost-max yuan')
  return { ...isDryRun, sources: { callsMax: Number(askMax), costFenMax: String(cost.value) } }
}
