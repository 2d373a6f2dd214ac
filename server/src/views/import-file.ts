import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { applicationsApi, type OutputOf, type QueryOf, refusalText } from '@puhui/api'
import { sql } from 'kysely'
import { parse } from 'yaml'
import {
  type ImportRun,
  REASON_COLUMN,
  type RowProblem,
  readBadRows,
  readContent,
  readRun,
  rowsOf,
} from '../modules/applications/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type Run = OutputOf<typeof applicationsApi.getImport>
type List = OutputOf<typeof applicationsApi.listImports>

const PROBLEMS_SHOWN = 2_000
const SAMPLE = 5

/** One import with its first rows and what is wrong with it. */
export async function importFile(ctx: ReadContext, importId: string): Promise<Run> {
  const run = await runOf(ctx, importId)
  const bad = await readBadRows(ctx.db, importId, PROBLEMS_SHOWN)
  return {
    id: run.id,
    fileName: run.file_name,
    status: run.status as never,
    header: [...run.header],
    sample: await sampleOf(ctx, run),
    map: run.map,
    rows: run.rows,
    good: run.good,
    bad: run.bad,
    problems: bad.flatMap(({ problems }) => problems.map(problemShown)),
    jobId: run.job_id,
    createdAt: run.created_at,
  }
}

async function runOf(ctx: ReadContext, importId: string): Promise<ImportRun> {
  const run = await readRun(ctx.db, importId)
  if (!run) throw new RefusalError({ code: 'imports.not_found' })
  return run
}

function problemShown({ row, column, value, code, facts }: RowProblem): Run['problems'][number] {
  return {
    row,
    column,
    value,
    code,
    message: { zh: refusalText(code, 'zh', facts), en: refusalText(code, 'en', facts) },
  }
}

/** The first rows, to choose a mapping by; long numbers are shortened, as they may name a person. */
async function sampleOf(ctx: ReadContext, run: ImportRun): Promise<string[][]> {
  const rows: string[][] = []
  const chunks = readContent(ctx, run.id, 1)
  for await (const { cells } of rowsOf(chunks, { encoding: run.encoding, delimiter: run.delimiter })) {
    if (cells)
      rows.push(cells.map((cell) => cell.replace(/\d{7,}[\dXx]?/g, (long) => `${long.slice(0, 3)}…`).slice(0, 80)))
    if (rows.length > SAMPLE) break
  }
  return rows.slice(1)
}

/** The bad rows as they stood in the file, with what is wrong in the first column, which is read over when the file comes back. */
export async function badRowsCsv(ctx: ReadContext, importId: string) {
  const run = await runOf(ctx, importId)
  if (run.rows === null) throw new RefusalError({ code: 'imports.not_checked' })
  const bad = new Map(
    (await readBadRows(ctx.db, importId, 1_000_000)).map(({ row_no, problems }) => [row_no, problems]),
  )
  const header = run.header.filter((column) => column !== REASON_COLUMN)
  const lines = [[REASON_COLUMN, ...header]]
  for await (const { no, pieces } of rowsOf(readContent(ctx, importId), {
    encoding: run.encoding,
    delimiter: run.delimiter,
  })) {
    const problems = bad.get(no)
    if (no === 1 || !problems) continue
    const own = pieces.filter((_cell, index) => run.header[index] !== REASON_COLUMN)
    while (own.length < header.length) own.push('')
    lines.push([problems.map((one) => reasonOf(one)).join('; '), ...own])
  }
  const content = `\uFEFF${lines.map((cells) => cells.map(cellText).join(',')).join('\r\n')}\r\n`
  return { fileName: `${run.file_name.replace(/\.csv$/i, '')}-bad-rows.csv`, content }
}

function reasonOf(problem: RowProblem): string {
  const { message } = problemShown(problem)
  return `${problem.row} ${problem.column}: ${message.zh} / ${message.en}`
}

/** A cell that Excel neither runs nor rounds: a tab before what it would take for a formula or a long number. */
function cellText(cell: string): string {
  const guarded = /^[=+@＝＋－＠]|^-(?![\d.,]+$)/.test(cell) || /^\d{12,}[\dXx]?$/.test(cell) ? `\t${cell}` : cell
  return /[",\r\n\t]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

export async function importList(ctx: ReadContext, query: QueryOf<typeof applicationsApi.listImports>): Promise<List> {
  const base = ctx.db
    .selectFrom('import_run as i')
    .leftJoin('staff_user as u', 'u.id', 'i.created_by')
    .select(['i.id', 'i.file_name', 'i.status', 'i.rows', 'i.good', 'i.bad', 'i.created_at'])
    .select(sql<string>`coalesce(u.name, i.created_by)`.as('created_by'))
  const page = await listPage(ctx.db, applicationsApi.listImports.list, query, {
    base,
    columns: {
      fileName: sql.ref('i.file_name'),
      status: sql.ref('i.status'),
      createdAt: sql.ref('i.created_at'),
    },
    search: [sql.ref('i.file_name')],
    tiebreak: sql.ref('i.id'),
  })
  return {
    ...page,
    rows: page.rows.map((row) => ({
      id: row.id,
      fileName: row.file_name,
      status: row.status as never,
      rows: row.rows,
      good: row.good,
      bad: row.bad,
      createdBy: row.created_by,
      createdAt: row.created_at,
    })),
  }
}

const MAPS = fileURLToPath(new URL('../../import-maps/', import.meta.url))

/** The mappings that ship with the platform. */
export async function importMaps(): Promise<OutputOf<typeof applicationsApi.importMaps>> {
  const names = (await readdir(MAPS)).filter((name) => name.endsWith('.yaml')).sort()
  const maps = names.map(async (name) => {
    const yaml = await readFile(`${MAPS}${name}`, 'utf8')
    return {
      name: name.replace(/\.yaml$/, ''),
      title: (parse(yaml) as { title: { zh: string; en: string } }).title,
      yaml,
    }
  })
  return { maps: await Promise.all(maps) }
}
