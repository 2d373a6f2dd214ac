import type { Day } from '@puhui/calendar'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { json, type Reader, stringify, type Tx } from '../../platform/db.ts'
import type { Acknowledgement, Contract, Signature } from './model.ts'
import type { ContractTable } from './schema.ts'

export function contractFrom(row: Selectable<ContractTable>): Contract {
  return {
    id: row.id,
    number: row.number,
    applicationId: row.application_id,
    customerId: row.customer_id,
    productCode: row.product_code,
    productVersionId: row.product_version_id,
    productVersion: row.product_version,
    grade: row.grade,
    principalFen: row.principal_fen,
    termMonths: row.term_months,
    method: row.method,
    annualRatePpm: row.annual_rate_ppm,
    annualCostSimplePpm: row.annual_cost_simple_ppm,
    annualCostIrrPpm: row.annual_cost_irr_ppm,
    status: row.status,
    channel: row.channel,
    clausesVersion: row.clauses_version,
    preparedOn: row.prepared_on,
    terms: row.terms,
    costTable: row.cost_table,
    termsHash: row.terms_hash,
    openedAt: row.opened_at,
    acknowledgement: row.acknowledgement,
    signature: row.signature,
    pdfSha256: row.pdf_sha256,
    createdAt: row.created_at,
    signedAt: row.signed_at,
    loanId: row.loan_id,
  }
}

export async function readContract(reader: Reader, id: string): Promise<Contract | null> {
  const row = await reader.selectFrom('contract').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? contractFrom(row) : null
}

/** The contract of an application that is not void. */
export async function readContractOf(reader: Reader, applicationId: string): Promise<Contract | null> {
  const row = await reader
    .selectFrom('contract')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('status', '<>', 'void')
    .executeTakeFirst()
  return row ? contractFrom(row) : null
}

/** Writes contracts in one statement; batches come with thousands. */
export async function insertContracts(tx: Tx, contracts: readonly Contract[]): Promise<void> {
  if (contracts.length === 0) return
  const rows = contracts.map((contract) => ({
    id: contract.id,
    number: contract.number,
    application_id: contract.applicationId,
    customer_id: contract.customerId,
    product_code: contract.productCode,
    product_version_id: contract.productVersionId,
    product_version: contract.productVersion,
    grade: contract.grade,
    principal_fen: contract.principalFen,
    term_months: contract.termMonths,
    method: contract.method,
    annual_rate_ppm: contract.annualRatePpm,
    annual_cost_simple_ppm: contract.annualCostSimplePpm,
    annual_cost_irr_ppm: contract.annualCostIrrPpm,
    status: contract.status,
    channel: contract.channel,
    clauses_version: contract.clausesVersion,
    prepared_on: contract.preparedOn,
    terms: contract.terms,
    cost_table: contract.costTable,
    terms_hash: contract.termsHash,
    opened_at: contract.openedAt,
    acknowledgement: contract.acknowledgement,
    signature: contract.signature,
    pdf_sha256: contract.pdfSha256,
    created_at: contract.createdAt,
    signed_at: contract.signedAt,
    loan_id: contract.loanId,
  }))
  await sql`insert into contract select * from jsonb_populate_recordset(null::contract, ${stringify(rows)}::jsonb)`.execute(
    tx,
  )
}

/** Of two who prepare the contract of one application the second waits, and finds what the first has prepared. */
export async function holdApplication(tx: Tx, applicationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7332, hashtext(${applicationId}))`.execute(tx)
}

export async function updateToVoid(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('contract')
    .set({ status: 'void' })
    .where('id', '=', id)
    .where('status', 'in', ['prepared', 'disclosed'])
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function updateToDisclosed(tx: Tx, id: string, acknowledgement: Acknowledgement): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('contract')
    .set({ status: 'disclosed', acknowledgement: json(acknowledgement) })
    .where('id', '=', id)
    .where('status', '=', 'prepared')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function updateToSigned(
  tx: Tx,
  id: string,
  set: {
    readonly signature: Signature
    readonly pdfSha256: string
    readonly signedAt: string
    readonly loanId: string
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('contract')
    .set({
      status: 'signed',
      signature: json(set.signature),
      pdf_sha256: set.pdfSha256,
      signed_at: set.signedAt,
      loan_id: set.loanId,
    })
    .where('id', '=', id)
    .where('status', '=', 'disclosed')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Numbers for new contracts: `HT`, the year and a running number. */
export async function nextContractNumbers(tx: Tx, count: number, on: Day): Promise<string[]> {
  const { rows } = await sql<{ n: bigint }>`
    select nextval('contract_number') as n from generate_series(1, ${count})`.execute(tx)
  return rows.map(({ n }) => `HT${on.slice(0, 4)}${String(n).padStart(8, '0')}`)
}

/** Two contracts of one person wait for each other, so that limits per borrower hold. */
export async function lockBorrower(tx: Tx, customerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`borrower:${customerId}`}, 0))`.execute(tx)
}

/** Keeps the paper that was signed. */
export async function insertPaper(
  tx: Tx,
  contractId: string,
  paper: { sha256: string; content: Buffer; madeAt: string },
) {
  const { sha256, content, madeAt } = paper
  await tx.insertInto('contract_paper').values({ contract_id: contractId, sha256, content, made_at: madeAt }).execute()
}

export async function readPaper(reader: Reader, contractId: string): Promise<Buffer | null> {
  const row = await reader
    .selectFrom('contract_paper')
    .select('content')
    .where('contract_id', '=', contractId)
    .executeTakeFirst()
  return row?.content ?? null
}
