import { sql } from 'kysely'
import type { Names } from './inputs.ts'
import type { Besieged } from './lender.ts'

/** Which column holds what a parameter of that name asks for, where the table is not called as the parameter is. */
const ELSEWHERE: Readonly<Record<string, readonly [table: string, column: string]>> = {
  actionId: ['regulation_action', 'id'],
  adjustmentId: ['approval', 'object_id'],
  agreementId: ['supplementary_agreement', 'id'],
  alertId: ['fund_alert', 'id'],
  answerId: ['survey_answer', 'id'],
  audienceId: ['segment_audience', 'id'],
  backtestId: ['policy_backtest', 'id'],
  byId: ['regulation', 'id'],
  code: ['policy_version', 'code'],
  copyId: ['supplementary_copy', 'id'],
  dayEndId: ['day_end', 'id'],
  draftId: ['policy_draft', 'id'],
  entryId: ['ledger_entry', 'id'],
  eventId: ['loan_event', 'id'],
  executionId: ['mandate_execution', 'id'],
  factId: ['profile_fact', 'fact_id'],
  importId: ['import_run', 'id'],
  jobId: ['job_run', 'id'],
  keptId: ['customer', 'id'],
  mergeId: ['customer_merge', 'id'],
  mergedId: ['customer', 'id'],
  messageId: ['outbox_message', 'id'],
  objectId: ['journal', 'object_id'],
  objectKind: ['journal', 'object_kind'],
  ownerId: ['staff_user', 'id'],
  productCode: ['product', 'code'],
  redesignId: ['product_redesign', 'id'],
  requestId: ['hardship_request', 'id'],
  runId: ['provision_run', 'id'],
  userId: ['staff_user', 'id'],
  versionId: ['product_version', 'id'],
  whatIfId: ['regulation_what_if', 'id'],
  // Whole documents, of which an input holds one.
  'definition{}': ['policy_version', 'definition'],
  'terms{}': ['product_version', 'terms'],
}

/** What stands in no table, or is nobody's yet. */
const GIVEN: Readonly<Record<string, readonly string[]>> = {
  account: ['1001', '1301', '6001'],
  bankCard: ['6222021234567890128'],
  mobile: ['13800138000'],
  month: ['2026-09', '2026-10'],
  province: ['33', '51'],
  roles: ['risk', 'servicing'],
  rules: ['CN-RATE-001', 'CN-SUBS-001'],
  text: ['age >= 18', 'grade = "A"'],
  url: ['https://hook.example/puhui', 'https://down.example/puhui'],
}
const ROWS = 12

/** For each name of a parameter, some values that the database holds: `loanId` → ids of loans. */
export async function knownNames(
  { platform }: Besieged,
  names: ReadonlySet<string>,
): Promise<Map<string, readonly string[]>> {
  const columns = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'
  `.execute(platform.owner)
  const has = new Set(columns.rows.map(({ table, column }) => `${table}.${column}`))
  const known = new Map<string, readonly string[]>(Object.entries(GIVEN))
  for (const name of new Set([...names, ...Object.keys(ELSEWHERE)])) {
    const [table, column] = ELSEWHERE[name] ?? [name.replace(/Id$/, '').replaceAll(/[A-Z]/g, snake), 'id']
    if (!has.has(`${table}.${column}`)) continue
    const { rows } = await sql<{ value: string }>`
      select distinct ${sql.ref(column)}::text as value from ${sql.table(table)} order by 1 limit ${ROWS}`.execute(
      platform.owner,
    )
    if (rows.length > 0)
      known.set(
        name,
        rows.map(({ value }) => value),
      )
  }
  return known
}

/** Whose a thing is, by the name of the parameter that asks for it. */
const OWNED: Readonly<Record<string, string>> = {
  agreementId: 'select id, customer_id as owner from supplementary_agreement',
  answerId: 'select id, customer_id as owner from survey_answer',
  applicationId: 'select id, customer_id as owner from application',
  contractId: 'select id, customer_id as owner from contract',
  executionId: 'select e.id, l.customer_id as owner from mandate_execution e join loan l on l.id = e.loan_id',
  loanId: 'select id, customer_id as owner from loan',
  requestId: 'select id, customer_id as owner from hardship_request',
}

/** Some things that belong to borrowers, each with whose it is. */
export async function idsOfBorrowers(
  { platform }: Besieged,
  name: string,
): Promise<{ readonly id: string; readonly owner: string }[]> {
  const from = OWNED[name]
  if (from === undefined) return []
  const query = `select * from (${from}) as owned where owner is not null order by id limit 3`
  const { rows } = await sql.raw<{ id: string; owner: string }>(query).execute(platform.owner)
  return rows
}

/** The names with what belongs to one borrower in place of what belongs to all. */
export async function namesOfBorrower(besieged: Besieged, names: Names, customerId: string): Promise<Names> {
  const own = new Map(names)
  for (const [name, from] of Object.entries(OWNED)) {
    const query = sql<{ id: string }>`select id from (${sql.raw(from)}) as owned where owner = ${customerId} limit 5`
    const { rows } = await query.execute(besieged.platform.owner)
    if (rows.length > 0)
      own.set(
        name,
        rows.map(({ id }) => id),
      )
  }
  return own
}

const snake = (letter: string) => `_${letter.toLowerCase()}`
