import { borrowerApi, type OutputOf } from '@puhui/api'
import { residentIdCheckDigit } from '@puhui/compliance'
import { registerBorrower } from '../../server/src/flows/register-borrower.ts'
import { customersModule } from '../../server/src/modules/customers/index.ts'
import { decisionsModule } from '../../server/src/modules/decisions/index.ts'
import { policiesModule, seedPolicy } from '../../server/src/modules/policies/index.ts'
import { productsModule, seedProducts } from '../../server/src/modules/products/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import type { ServerModule } from '../../server/src/platform/module.ts'
import {
  makePlatform,
  type TestApp,
  type TestCaller,
  type TestPlatform,
  type TestPlatformOptions,
  testApp,
} from '../../server/src/platform/testing.ts'
import { originationModule } from '../../server/src/routes/origination.ts'

export type Journey = OutputOf<typeof borrowerApi.getJourney>

export interface World {
  readonly platform: TestPlatform
  readonly app: TestApp
}

const nobody = systemActor('test')

/** A lender with its two products and its policy, and nobody in it yet. */
export async function openLender(
  options: TestPlatformOptions = {},
  more: readonly ServerModule[] = [],
): Promise<World> {
  const platform = await makePlatform(options)
  await write(platform, { actor: nobody }, async (ctx) => {
    await seedProducts(ctx)
    await seedPolicy(ctx)
  })
  const app = await testApp(platform, [
    productsModule,
    customersModule,
    policiesModule,
    decisionsModule,
    originationModule(),
    ...more,
  ])
  return { platform, app }
}

/** A valid resident ID number of a region, a birthday and a serial; the serial chooses what the simulated providers say. */
export function residentId({ region = '330106', bornOn = '19900307', serial = '011' } = {}): string {
  const digits = `${region}${bornOn}${serial}`
  return `${digits}${residentIdCheckDigit(digits)}`
}

let people = 0

export interface Applicant {
  readonly name?: string
  readonly incomeYuan?: number
  readonly otherDebtYuan?: number
  readonly amountYuan?: number
  readonly termMonths?: number
  readonly serial?: string
  /** Where the ID number was issued, and where the person lives. */
  readonly region?: string
  readonly address?: string
  readonly bornOn?: string
  readonly purpose?: 'dailyUse' | 'appliances' | 'medical'
  readonly productCode?: string
}

/** A borrower who has just proved a mobile number. */
export async function newBorrower({ platform, app }: World): Promise<TestCaller & { readonly customerId: string }> {
  people += 1
  const mobile = `139${String(people).padStart(8, '0')}`
  const customerId = await write(platform, { actor: nobody }, (ctx) => registerBorrower(ctx, mobile))
  return { ...(await app.asBorrower(customerId)), customerId }
}

/** Takes a borrower through every step up to the decision. */
export async function apply(world: World, person: Applicant = {}) {
  const borrower = await newBorrower(world)
  await handIn(borrower, person)
  const journey = await borrower.call(borrowerApi.submitApplication, { body: {} })
  return { borrower, journey }
}

/** Everything before the button `apply`. */
export async function handIn(borrower: TestCaller, person: Applicant = {}): Promise<Journey> {
  const { incomeYuan = 12_000, otherDebtYuan = 500, amountYuan = 20_000, termMonths = 12 } = person
  const { productCode = 'XJD', purpose = 'dailyUse', serial = String(100 + (people % 800)) } = person
  const principalFen = `${amountYuan}00`
  await borrower.call(borrowerApi.saveWish, {
    body: { productCode, principalFen, termMonths, method: 'equal-instalment', purpose },
  })
  await consent(borrower, 'loan-application', 'identity-biometric')
  const identity = {
    name: person.name ?? '王小明',
    residentId: residentId({
      serial,
      ...(person.bornOn ? { bornOn: person.bornOn } : {}),
      ...(person.region ? { region: person.region } : {}),
    }),
    address: person.address ?? '浙江省杭州市西湖区文三路1号',
  }
  await borrower.call(borrowerApi.submitIdentity, { body: identity })
  await borrower.call(borrowerApi.checkFace, {})
  await consent(borrower, 'bank-account', 'bureau-query', 'bureau-report')
  return borrower.call(borrowerApi.submitIncome, {
    body: {
      incomeMonthlyFen: `${incomeYuan}00`,
      otherDebtMonthlyFen: `${otherDebtYuan}00`,
      occupation: '教师',
      education: '本科',
      employerYears: 6,
      homeOwnership: 'own',
      bankCard: '6222021234567890128',
    },
  })
}

export async function consent(borrower: TestCaller, ...purposes: string[]): Promise<void> {
  for (const purpose of purposes) await borrower.call(borrowerApi.grantConsent, { body: { purpose, version: 1 } })
}
