import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import {
  askedFacts,
  checkRow,
  type EnteredApplication,
  type FactGroup,
  factGroup,
  type GoodRow,
  headerProblems,
  type ImportMap,
  type ImportRun,
  insertEntered,
  insertRun,
  knownKeys,
  neededColumns,
  type Person,
  REASON_COLUMN,
  type RowChecker,
  type RowProblem,
  readContent,
  readMap,
  readRun,
  readRunOfFile,
  replaceBadRows,
  rowsOf,
  shapeOf,
  syntheticPerson,
  updateRun,
} from '../modules/applications/index.ts'
import { type ImportedCustomer, insertImportedCustomers, knownPeople, purposesOf } from '../modules/customers/index.ts'
import { offeredVersion } from '../modules/products/index.ts'
import { businessDate, dayOf } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { record, recordAll } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'

/**
 * Keeps an uploaded file. The same content sent again is the same import: nothing new is made.
 *
 * @refuses imports.empty, imports.is_a_workbook, imports.not_a_csv, imports.header_broken
 * @returns the id of the import
 */
export async function uploadImport(ctx: WriteContext, fileName: string, content: Buffer): Promise<string> {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const before = await readRunOfFile(ctx.db, sha256)
  if (before) return before.id
  const shape = shapeOf(content)
  const rows = rowsOf([content], shape)
  const top = await rows.next()
  const first = await rows.next()
  const header = top.done ? null : top.value.cells
  if (!top.done && !header) throw new RefusalError({ code: 'imports.header_broken' })
  if (!header || first.done) throw new RefusalError({ code: 'imports.empty' })
  await rows.return(undefined)
  const id = ctx.ids.next('imp')
  await insertRun(ctx, { id, fileName: fileName.slice(0, 200), sha256, shape, header, content })
  await record(ctx, { action: 'imports.uploaded', objectKind: 'import', objectId: id, after: { sha256, header } })
  return id
}

/** What a dry run found. */
export interface Checked {
  readonly rows: number
  readonly good: number
  readonly bad: ReadonlyMap<number, readonly RowProblem[]>
}

type Notice = (rows: number) => Promise<void>
const EVERY = 1_000

/**
 * Reads the whole file and names every problem of every row: cells, duplicates in the file, rows and people that the
 * database knows already. Writes nothing.
 *
 * @param take gets the good rows in chunks, with who they are
 */
export async function checkFile(
  ctx: Pick<ReadContext, 'db' | 'keys' | 'clock'>,
  run: ImportRun,
  notice: Notice,
  take: (chunk: readonly KnownRow[]) => Promise<void> = async () => {},
): Promise<Checked> {
  const checker = await checkerOf(ctx, run)
  const bad = new Map<number, readonly RowProblem[]>()
  const heads = headerProblems(checker)
  if (heads.length > 0) bad.set(1, heads)
  const seen: Seen = { keys: new Map(), mobiles: new Map(), residentIds: new Map() }
  let [rows, good] = [0, 0]
  let chunk: GoodRow[] = []
  const flush = async () => {
    const known = await identified(ctx, checker, chunk, seen, bad)
    good += known.length
    chunk = []
    await take(known)
    await notice(rows)
  }
  const isHopeless = neededColumns(checker.map, checker.header).size > 0
  for await (const { no, cells } of dataRows(ctx, run)) {
    rows += 1
    if (isHopeless) continue
    const result = checkRow(checker, no, cells)
    const own = 'good' in result ? duplicateOf(result.good, seen) : result.problems
    if (own.length > 0) bad.set(no, own)
    else if ('good' in result) chunk.push(result.good)
    if (chunk.length === EVERY) await flush()
  }
  await flush()
  return { rows, good, bad }
}

async function checkerOf(ctx: Pick<ReadContext, 'db' | 'clock'>, run: ImportRun): Promise<RowChecker> {
  assert(run.map !== null, 'a file is checked against a map', { id: run.id })
  const map = readMap(run.map)
  const version = await offeredVersion(ctx, map.product, await businessDate(ctx.db))
  return { map, header: run.header, version, today: dayOf(ctx.clock.now()) }
}

async function* dataRows(ctx: Pick<ReadContext, 'db' | 'keys'>, run: ImportRun) {
  const rows = rowsOf(readContent(ctx, run.id), { encoding: run.encoding, delimiter: run.delimiter })
  await rows.next()
  yield* rows
}

interface Seen {
  readonly keys: Map<string, number>
  readonly mobiles: Map<string, string>
  readonly residentIds: Map<string, string>
}

function duplicateOf(row: GoodRow, seen: Seen): readonly RowProblem[] {
  const first = seen.keys.get(row.key)
  if (first === undefined) {
    seen.keys.set(row.key, row.no)
    return []
  }
  return [{ row: row.no, column: '', value: '', code: 'imports.duplicate_in_file', facts: { first } }]
}

/** A good row with who it is: somebody known, or a person to be made. */
export interface KnownRow {
  readonly row: GoodRow
  readonly person: Person
  /** The customer that this person is already; null for a new one. */
  readonly customerId: string | null
}

/** Finds out who the rows of a chunk are; what cannot be is put among the bad rows. */
async function identified(
  ctx: Pick<ReadContext, 'db' | 'keys'>,
  { map, today }: RowChecker,
  chunk: readonly GoodRow[],
  seen: Seen,
  bad: Map<number, readonly RowProblem[]>,
): Promise<KnownRow[]> {
  if (chunk.length === 0) return []
  const before = await knownKeys(
    ctx.db,
    chunk.map(({ key }) => key),
  )
  const rows = chunk.filter((row) => {
    if (!before.has(row.key)) return true
    bad.set(row.no, [{ row: row.no, column: '', value: '', code: 'imports.already_in_database' }])
    return false
  })
  return map.identity.kind === 'synthetic' ? madeUp(ctx, rows, seen, today) : named(ctx, map, rows, seen, bad)
}

const ATTEMPTS = 20

/** Synthetic people: made from their rows, made again with a count where a number is taken. */
async function madeUp(
  ctx: Pick<ReadContext, 'db' | 'keys'>,
  rows: readonly GoodRow[],
  seen: Seen,
  today: Day,
): Promise<KnownRow[]> {
  const attempts = new Map<string, number>()
  for (let round = 0; round < ATTEMPTS; round++) {
    const people = rows.map((row) => syntheticPerson(row.key, { age: row.age, today }, attempts.get(row.key) ?? 0))
    const known = await knownPeople(ctx, people)
    const taken = rows.filter((row, index) => {
      const { mobile, residentId } = people[index]!
      if (known.byMobile.has(mobile) || known.byResidentId.has(residentId)) return true
      const [otherMobile, otherId] = [seen.mobiles.get(mobile), seen.residentIds.get(residentId)]
      if ((otherMobile ?? row.key) !== row.key || (otherId ?? row.key) !== row.key) return true
      seen.mobiles.set(mobile, row.key)
      seen.residentIds.set(residentId, row.key)
      return false
    })
    if (taken.length === 0) return rows.map((row, index) => ({ row, person: people[index]!, customerId: null }))
    for (const { key } of taken) attempts.set(key, (attempts.get(key) ?? 0) + 1)
  }
  throw new Error('assertion failed: a synthetic person finds a free number')
}

/** People whom the file names: the same ID number is the same customer, and a mobile belongs to one of them. */
async function named(
  ctx: Pick<ReadContext, 'db' | 'keys'>,
  map: ImportMap,
  rows: readonly GoodRow[],
  seen: Seen,
  bad: Map<number, readonly RowProblem[]>,
): Promise<KnownRow[]> {
  const known = await knownPeople(
    ctx,
    rows.map(({ person }) => person!),
  )
  const { column } = map.fields.residentId!
  return rows.flatMap((row) => {
    const person = row.person!
    const customerId = known.byResidentId.get(person.residentId) ?? null
    const owner = known.byMobile.get(person.mobile) ?? null
    const sameMobile = seen.mobiles.get(person.mobile) ?? person.residentId
    if (owner !== customerId || sameMobile !== person.residentId || seen.residentIds.has(person.residentId)) {
      const code = seen.residentIds.has(person.residentId) ? 'imports.duplicate_in_file' : 'imports.identity_conflict'
      const first = Number(seen.residentIds.get(person.residentId) ?? 0)
      bad.set(row.no, [{ row: row.no, column: String(column), value: '', code, facts: { first } }])
      return []
    }
    seen.mobiles.set(person.mobile, person.residentId)
    seen.residentIds.set(person.residentId, String(row.no))
    return [{ row, person, customerId }]
  })
}

/** Keeps what a dry run found, unless the import has moved on since. */
export async function keepChecked(ctx: WriteContext, id: string, { rows, good, bad }: Checked): Promise<void> {
  await replaceBadRows(ctx, id, bad)
  await updateRun(ctx, id, ['checking'], { status: 'checked', rows, good, bad: bad.size })
  await record(ctx, {
    action: 'imports.checked',
    objectKind: 'import',
    objectId: id,
    after: { rows, good, bad: bad.size },
  })
}

/**
 * Takes a file for good, in one transaction: all of it (or all good rows of it) is in, or nothing is.
 *
 * @refuses imports.not_found, imports.has_bad_rows
 * @returns how many applications came in
 */
export async function commitImport(
  ctx: WriteContext,
  importId: string,
  { take, by }: { readonly take: 'all' | 'goodRows'; readonly by: string },
  notice: Notice,
): Promise<number> {
  const run = await readRun(ctx.db, importId)
  if (!run) throw new RefusalError({ code: 'imports.not_found' })
  const origin = await originOf(ctx, run, by)
  const checked = await checkFile(ctx, run, notice, (chunk) => writeChunk(ctx, run, origin, chunk))
  if (take === 'all' && checked.bad.size > 0)
    throw new RefusalError({ code: 'imports.has_bad_rows', count: checked.bad.size })
  const { rows, good, bad } = checked
  const now = ctx.clock.now()
  await replaceBadRows(ctx, importId, bad)
  const isTaken = await updateRun(ctx, importId, ['importing'], {
    status: 'imported',
    rows,
    good,
    bad: bad.size,
    imported_at: now,
  })
  assert(isTaken, 'an import is taken once', { importId })
  await record(ctx, {
    action: 'imports.imported',
    objectKind: 'import',
    objectId: importId,
    after: { good, bad: bad.size, by },
  })
  return good
}

interface Origin {
  readonly map: ImportMap
  readonly productCode: string
  readonly versionId: string
  readonly createdBy: string
  readonly customers: Parameters<typeof insertImportedCustomers>[1]
}

async function originOf(ctx: WriteContext, run: ImportRun, by: string): Promise<Origin> {
  const { map, version } = await checkerOf(ctx, run)
  const { name } = await lenderProfile(ctx)
  const isSynthetic = map.identity.kind === 'synthetic'
  const checkedBy = map.identity.kind === 'synthetic' ? SYNTHETIC : (map.identity.checkedBy?.zh ?? null)
  const purposes = purposesOf(name).filter(({ id }) => map.consents?.purposes.includes(id))
  const evidence = map.consents?.evidence ?? null
  const customers = { createdBy: by, isSynthetic, checkedBy, purposes, evidence }
  return { map, productCode: version.code, versionId: version.id, createdBy: by, customers }
}

const SYNTHETIC = '合成身份 / synthetic identity'

async function writeChunk(
  ctx: WriteContext,
  run: ImportRun,
  origin: Origin,
  chunk: readonly KnownRow[],
): Promise<void> {
  if (chunk.length === 0) return
  const now = ctx.clock.now()
  const made = chunk.map((known) => ({ ...known, id: known.customerId ?? ctx.ids.next('cus') }))
  const fresh = made.filter(({ customerId }) => customerId === null)
  await insertImportedCustomers(
    ctx,
    origin.customers,
    fresh.map((known) => customerOf(known, origin.map, now)),
  )
  const applications = made.map(
    (known): EnteredApplication => ({
      id: ctx.ids.next('app'),
      customerId: known.id,
      productCode: origin.productCode,
      versionId: origin.versionId,
      asked: known.row.asked,
      row: known.row,
      facts: groupsOf(known.row, origin.map, now),
    }),
  )
  const { createdBy } = origin
  const steps = [{ step: 'imported', at: now }]
  await insertEntered(ctx, { importId: run.id, channel: 'import', createdBy, steps }, applications)
  await recordAll(
    ctx,
    applications.map(({ id, customerId, row, asked }) => ({
      action: 'applications.imported',
      objectKind: 'application',
      objectId: id,
      customerId,
      after: { importId: run.id, row: row?.no, ...asked },
    })),
  )
}

function customerOf(
  { id, row, person }: KnownRow & { readonly id: string },
  map: ImportMap,
  at: string,
): ImportedCustomer {
  const income = row.facts.monthlyIncome
  const stated = {
    incomeMonthlyFen: typeof income === 'number' ? String(income) : null,
    otherDebtMonthlyFen: typeof row.facts.monthlyDebtDue === 'number' ? String(row.facts.monthlyDebtDue) : null,
    employerYears: row.facts.employmentYears ?? null,
    homeOwnership: row.facts.homeOwnership ?? null,
    ...row.stated,
  }
  const profile = Object.entries(stated).map(([key, value]) => [
    key,
    { value, source: map.source, at, isVerified: false },
  ])
  const incomeMonthlyFen = typeof income === 'number' ? BigInt(income) : null
  return { id, ...person, incomeMonthlyFen, profile: Object.fromEntries(profile) }
}

const IDENTITY_FACTS = new Set(['applicantAge', 'identityCheck', 'regionServed'])

/** The facts of a row by where they come from: asked, who they are, and what the file says of them. */
function groupsOf({ asked, facts, factsOn }: GoodRow, map: ImportMap, now: string): FactGroup[] {
  const at = factsOn === null ? now : instantOn(factsOn)
  const isSynthetic = map.identity.kind === 'synthetic'
  const entries = Object.entries(facts)
  const identity = Object.fromEntries(entries.filter(([id]) => IDENTITY_FACTS.has(id)))
  const rest = Object.fromEntries(entries.filter(([id]) => !IDENTITY_FACTS.has(id)))
  const about = { source: map.source, at, isVerified: false, isSimulated: false }
  return [
    { ...askedFacts(asked, at), source: map.source },
    factGroup(
      { ...about, isVerified: !isSynthetic && 'checkedBy' in map.identity, isSimulated: isSynthetic },
      identity,
    ),
    factGroup(about, rest),
  ]
}

function instantOn(day: Day): string {
  return `${day}T00:00:00.000Z`
}

/** Moves an import towards a job, once: who comes second is told. */
export async function startImportJob(
  ctx: WriteContext,
  run: ImportRun,
  to: 'checking' | 'importing',
  set: { readonly map?: string; readonly job_id: string },
): Promise<void> {
  if (run.status === 'imported' || run.status === 'importing')
    throw new RefusalError({ code: 'imports.already_imported' })
  const from = to === 'checking' ? (['uploaded', 'checking', 'checked', 'failed'] as const) : (['checked'] as const)
  if (!(await updateRun(ctx, run.id, from, { status: to, ...set })))
    throw new RefusalError({ code: 'imports.not_checked' })
}

export { REASON_COLUMN }
