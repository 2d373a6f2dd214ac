import { borrowerApi, loansApi, type OutputOf, productsApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { ledgerModule } from '../../server/src/modules/ledger/index.ts'
import { at, businessDate, later, moveBusinessDate } from '../../server/src/platform/clock.ts'
import type { ServerModule } from '../../server/src/platform/module.ts'
import type { TestCaller, TestPlatformOptions } from '../../server/src/platform/testing.ts'
import { tx } from '../../server/src/platform/tx.ts'
import { lendingModule } from '../../server/src/routes/lending.ts'
import { type Applicant, apply, openLender, type World } from './origination-world.ts'

export type { World } from './origination-world.ts'

/** A lender that also contracts, pays out and services. */
export function openLendingLender(
  options: TestPlatformOptions = {},
  more: readonly ServerModule[] = [],
): Promise<World> {
  return openLender(options, [ledgerModule, lendingModule(), ...more])
}

export interface Approved {
  readonly borrower: TestCaller & { readonly customerId: string }
  readonly applicationId: string
  readonly approvedFen: string
}

export async function approved(world: World, person: Applicant = {}): Promise<Approved> {
  const { borrower, journey } = await apply(world, person)
  const { id, approvedFen } = journey.application!
  return { borrower, applicationId: id, approvedFen: approvedFen! }
}

type Method = 'equal-instalment' | 'equal-principal' | 'interest-first' | 'bullet'

/** The contract of an approved application, ready to be read. */
export function prepare(
  { borrower, applicationId, approvedFen }: Approved,
  { termMonths = 12, method = 'equal-instalment' as Method, principalFen = approvedFen } = {},
) {
  const body = { principalFen, termMonths, method }
  return borrower.call(borrowerApi.prepareContract, { params: { applicationId }, body })
}

/** Lets a person read for some seconds of the lender's clock, then confirms. */
export async function read(
  { platform }: World,
  borrower: TestCaller,
  contract: { readonly contractId: string; readonly termsHash: string },
  readSeconds = 15,
): Promise<void> {
  platform.clock.set(later(platform.clock.now(), readSeconds * 1000))
  const { contractId, termsHash } = contract
  const body = { termsHash, readSeconds, scrolledToEnd: true }
  await borrower.call(borrowerApi.acknowledgeDisclosure, { params: { contractId }, body })
}

/** The code of the last message to sign a contract. */
export async function lastCode({ platform }: World, customerId: string): Promise<string> {
  const message = await platform.db
    .selectFrom('outbox_message')
    .select('body')
    .where('customer_id', '=', customerId)
    .where('template', '=', 'auth.sign_contract_code')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return /验证码 (\d{6})/.exec(message.body)![1]!
}

export async function sign(world: World, { borrower }: Pick<Approved, 'borrower'>, contractId: string) {
  await borrower.call(borrowerApi.sendSignCode, { params: { contractId } })
  const code = await lastCode(world, borrower.customerId)
  return borrower.call(borrowerApi.signContract, { params: { contractId }, body: { code } })
}

/** From nothing to money in the account. */
export async function borrow(world: World, person: Applicant & { method?: Method } = {}) {
  const granted = await approved(world, person)
  const { termMonths = 12, method = 'equal-instalment' } = person
  const contract = await prepare(granted, { termMonths, method })
  await read(world, granted.borrower, contract)
  const journey = await sign(world, granted, contract.contractId)
  return { ...granted, contract, loanId: journey.contract!.loanId!, journey }
}

/** Opens a later day without running day-end: for stories that are about the day itself. */
export async function goTo({ platform }: World, day: string): Promise<void> {
  const from = await businessDate(platform.db)
  await tx(platform.db, (open) => moveBusinessDate(open, from, day as Day))
  platform.clock.set(at(day as Day, '10:00'))
}

export type LoanFile = OutputOf<typeof loansApi.getLoan>

export function loanOf(
  staff: TestCaller,
  loanId: string,
  query: { asOf?: string; knownOn?: string } = {},
): Promise<LoanFile> {
  return staff.call(loansApi.getLoan, { params: { loanId }, query })
}

export async function trialBalance(staff: TestCaller): Promise<ReadonlyMap<string, bigint>> {
  const { accounts, differenceFen } = await staff.call(loansApi.listAccounts, { query: {} })
  if (differenceFen !== '0') throw new Error(`the trial balance is off by ${differenceFen}`)
  return new Map(accounts.map(({ code, balanceFen }) => [code, BigInt(balanceFen)]))
}

type Terms = Readonly<Record<string, unknown>>

/** A product made out of the cash loan: written by one person, released by another for a day. */
export async function releaseFromCashLoan({ app }: World, effectiveOn: string, change: (terms: Terms) => Terms) {
  const [editor, checker] = [await app.as('product'), await app.as('risk')]
  const { rows } = await editor.call(productsApi.listProducts, {})
  const productId = rows.find(({ code }) => code === 'XJD')!.id
  const { versions } = await editor.call(productsApi.getProduct, { params: { productId } })
  const terms = change(versions[0]!.terms as Terms)
  const draft = await editor.call(productsApi.saveDraft, { body: { kind: 'cash', terms } })
  const params = { versionId: draft.id }
  await editor.call(productsApi.submitVersion, { params, body: { effectiveOn, note: '' } })
  return checker.call(productsApi.decideVersion, { params, body: { verdict: 'approve', note: '同意' } })
}
