import { loansApi, type OutputOf, type QueryOf } from '@puhui/api'
import { sql } from 'kysely'
import { contractById } from '../modules/contracts/index.ts'
import { customerById } from '../modules/customers/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'

type List = OutputOf<typeof loansApi.listContracts>
type File = OutputOf<typeof loansApi.getContract>

const COLUMNS = {
  number: sql.ref('k.number'),
  productName: sql.ref('k.product_code'),
  principalFen: sql.ref('k.principal_fen'),
  termMonths: sql.ref('k.term_months'),
  annualRatePpm: sql.ref('k.annual_rate_ppm'),
  status: sql.ref('k.status'),
  signedAt: sql.ref('k.signed_at'),
}

/** Contracts with the masked name of the borrower. */
export async function contractList(ctx: ReadContext, query: QueryOf<typeof loansApi.listContracts>): Promise<List> {
  const base = ctx.db
    .selectFrom('contract as k')
    .innerJoin('customer as c', 'c.id', 'k.customer_id')
    .innerJoin('product as p', 'p.code', 'k.product_code')
    .select(['k.id', 'k.number', 'k.customer_id', 'c.name_masked', 'c.mobile_masked'])
    .select(['k.product_code', 'p.name as product_name'])
    .select(['k.principal_fen', 'k.term_months', 'k.annual_rate_ppm', 'k.annual_cost_simple_ppm'])
    .select(['k.status', 'k.signed_at', 'k.loan_id'])
  const page = await listPage(ctx.db, loansApi.listContracts.list, query, {
    base,
    columns: COLUMNS,
    search: [sql.ref('k.number')],
    searchExact: (q) => [sql<boolean>`k.id = ${q}`, sql<boolean>`k.customer_id = ${q}`],
    tiebreak: sql.ref('k.id'),
  })
  const rows = page.rows.map((row) => ({
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.name_masked ?? row.mobile_masked,
    productCode: row.product_code,
    productName: row.product_name,
    principalFen: String(row.principal_fen),
    termMonths: row.term_months,
    annualRatePpm: Number(row.annual_rate_ppm),
    annualCostSimplePpm: Number(row.annual_cost_simple_ppm),
    status: row.status as List['rows'][number]['status'],
    signedAt: row.signed_at,
    loanId: row.loan_id,
  }))
  return { ...page, rows }
}

/** One contract with how it was read and signed. */
export async function contractFile(ctx: ReadContext, contractId: string): Promise<File> {
  const contract = await contractById(ctx, contractId)
  const customer = await customerById(ctx, contract.customerId)
  const { acknowledgement, signature } = contract
  return {
    id: contract.id,
    number: contract.number,
    customerId: contract.customerId,
    customerName: customer.nameMasked ?? customer.mobileMasked,
    applicationId: contract.applicationId,
    loanId: contract.loanId,
    productCode: contract.productCode,
    productVersion: contract.productVersion,
    principalFen: String(contract.principalFen),
    termMonths: contract.termMonths,
    method: contract.method as File['method'],
    annualRatePpm: Number(contract.annualRatePpm),
    annualCostSimplePpm: Number(contract.annualCostSimplePpm),
    annualCostIrrPpm: Number(contract.annualCostIrrPpm),
    status: contract.status as File['status'],
    costTable: contract.costTable,
    termsHash: contract.termsHash,
    acknowledgement: acknowledgement && {
      at: acknowledgement.at,
      readSeconds: acknowledgement.readSeconds,
      scrolledToEnd: acknowledgement.scrolledToEnd,
      channel: acknowledgement.channel,
    },
    signature: signature && { at: signature.at, means: signature.means, isSimulated: signature.isSimulated },
    pdfHash: contract.pdfSha256,
    createdAt: contract.createdAt,
  }
}
