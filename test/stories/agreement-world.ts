import { agreementsApi, hardshipApi, type OutputOf } from '@puhui/api'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import type { World } from './lending-world.ts'

export type AgreementShown = OutputOf<typeof agreementsApi.borrowerAgreements>['agreements'][number]
type Borrower = TestCaller & { readonly customerId: string }

const WISH = {
  reason: 'lessIncome' as const,
  story: '店里生意只有往年一半',
  incomeBeforeFen: '800000',
  incomeNowFen: '420000',
  payableFen: '70000',
}

/** A request with a plan that two persons agree to: its paper waits for the borrower. */
export async function agreed(
  { servicing, risk }: { readonly servicing: TestCaller; readonly risk: TestCaller },
  borrower: Borrower,
  loanId: string,
): Promise<{ readonly requestId: string; readonly agreement: AgreementShown }> {
  const { requestId } = await borrower.call(hardshipApi.borrowerAskHelp, { params: { loanId }, body: WISH })
  const terms = { instalments: 18, annualRatePpm: 60_000, graceInstalments: 3, arrears: 'kept' as const }
  const body = { ...terms, advice: '前三个月只付利息', agreedBy: 'phone' as const }
  await servicing.call(hardshipApi.proposePlan, { params: { requestId }, body })
  await risk.call(hardshipApi.decidePlan, { params: { requestId }, body: { verdict: 'approve' as const, note: '' } })
  return { requestId, agreement: await waiting(borrower, loanId) }
}

/** The newest paper of a loan, as its borrower sees it. */
export async function waiting(borrower: TestCaller, loanId: string): Promise<AgreementShown> {
  const { agreements } = await borrower.call(agreementsApi.borrowerAgreements, { params: { loanId } })
  return agreements[0]!
}

/** Reads a paper to its end, gets a code and signs with it. */
export async function signed(world: World, borrower: Borrower, { id, termsHash }: AgreementShown) {
  const params = { agreementId: id }
  const body = { termsHash, readSeconds: 20, scrolledToEnd: true }
  await borrower.call(agreementsApi.sendAgreementCode, { params, body })
  const code = await agreementCode(world, borrower.customerId)
  return borrower.call(agreementsApi.signAgreement, { params, body: { code } })
}

async function agreementCode({ platform }: World, customerId: string): Promise<string> {
  const { body } = await platform.db
    .selectFrom('outbox_message')
    .select('body')
    .where('customer_id', '=', customerId)
    .where('template', '=', 'auth.sign_agreement_code')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return /验证码 (\d{6})/.exec(body)![1]!
}

/** What the borrower of a loan was told under a template. */
export async function loanTold({ platform }: World, loanId: string, template: string): Promise<string[]> {
  const rows = await platform.db
    .selectFrom('outbox_message')
    .select('body')
    .where('template', '=', template)
    .where('object_id', '=', loanId)
    .execute()
  return rows.map(({ body }) => body)
}
