import type { PurposeId } from '@puhui/compliance'
import { expect, test } from 'vitest'
import { simulatedDevice } from '../../adapters/device/simulated.ts'
import { simulatedIncome } from '../../adapters/income/simulated.ts'
import { systemActor } from '../../platform/actor.ts'
import { type Instant, later } from '../../platform/clock.ts'
import { readContext, write } from '../../platform/context.ts'
import { freshPlatform, type TestPlatform } from '../../platform/testing.ts'
import { grantConsent, purposesOf, registerByMobile, withdrawConsent } from '../customers/index.ts'
import { type Ask, askSource, type SourceAnswer } from './index.ts'

const who = { actor: systemActor('test') }
const DAY_MS = 86_400_000

async function open(...consents: PurposeId[]) {
  const platform = await freshPlatform()
  const { id } = await write(platform, who, (ctx) => registerByMobile(ctx, '13800138000'))
  for (const purpose of consents) await grant(platform, id, purpose)
  const asked: string[] = []
  const ask = (source: Ask['source'], question: string, answer: Partial<SourceAnswer> = {}) => {
    const call = async (): Promise<SourceAnswer> => {
      asked.push(question)
      return {
        status: 'answered',
        facts: { question },
        provider: 'P',
        isSimulated: true,
        priceFen: 300n,
        latencyMs: 7,
        reference: 'r',
        ...answer,
      }
    }
    const ctx = { ...readContext(platform, who), platform }
    return askSource(ctx, { source, customerId: id, question, call })
  }
  const calls = () =>
    platform.db
      .selectFrom('source_call')
      .select(['source', 'status', 'price_fen', 'consent_version'])
      .orderBy('id')
      .execute()
  return { platform, id, ask, asked, calls }
}

async function grant(platform: TestPlatform, id: string, purpose: PurposeId): Promise<void> {
  const { version } = purposesOf({ zh: '', en: '' }).find((one) => one.id === purpose)!
  await write(platform, who, (ctx) => grantConsent(ctx, id, { purpose, version, channel: 'h5' }))
}

test('[CN-CRED-001] without a consent that stands nobody is asked, and nothing costs', async () => {
  const { platform, id, ask, asked, calls } = await open()
  await expect(ask('bureau', 'q')).rejects.toMatchObject({ refusal: { code: 'compliance.consent_missing' } })
  await grant(platform, id, 'bureau-query')
  expect((await ask('bureau', 'q')).priceFen).toBe(300n)
  await write(platform, who, (ctx) => withdrawConsent(ctx, id, 'bureau-query', 'h5'))
  await expect(ask('bureau', 'q2')).rejects.toMatchObject({ refusal: { code: 'compliance.consent_missing' } })
  expect(asked).toEqual(['q'])
  expect(await calls()).toEqual([{ source: 'bureau', status: 'answered', price_fen: 300n, consent_version: 1 }])
})

test('[S1] an answer serves again at no price until its rule ends; another question is another call', async () => {
  const { platform, ask, asked } = await open('device-check')
  await ask('device', 'a')
  expect(await ask('device', 'a')).toMatchObject({ status: 'answered', facts: { question: 'a' }, priceFen: 0n })
  await ask('device', 'b')
  expect(asked).toEqual(['a', 'b'])
  platform.clock.set(later(platform.clock.now(), DAY_MS - 1))
  await ask('device', 'a')
  expect(asked).toEqual(['a', 'b'])
  platform.clock.set(later(platform.clock.now(), 2) as Instant)
  await ask('device', 'a')
  expect(asked).toEqual(['a', 'b', 'a'])
})

test('[S2] a time-out and a failure say nothing, cost nothing and are asked again', async () => {
  const { ask, asked, calls } = await open('income-verification')
  const silent = { status: 'timedOut', facts: null, priceFen: 0n } as const
  expect(await ask('income', 'q', silent)).toMatchObject(silent)
  expect(await ask('income', 'q')).toMatchObject({ status: 'answered' })
  expect(asked).toEqual(['q', 'q'])
  expect((await calls()).map(({ status, price_fen }) => [status, price_fen])).toEqual([
    ['timedOut', 0n],
    ['answered', 300n],
  ])
})

test('[S2] a provider that throws is unknown, not an error', async () => {
  const { platform, id } = await open('income-verification')
  const ctx = { ...readContext(platform, who), platform }
  const call = () => Promise.reject(new Error('connection reset'))
  const answer = await askSource(ctx, { source: 'income', customerId: id, question: 'q', call })
  expect(answer).toMatchObject({ status: 'timedOut', facts: null, priceFen: 0n })
})

test('[S3] ten who ask at once share one call', async () => {
  const { ask, asked, calls } = await open('bureau-query')
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask('bureau', 'q')))
  expect(answers.every(({ status }) => status === 'answered')).toBe(true)
  expect(asked).toEqual(['q'])
  expect(await calls()).toHaveLength(1)
})

test('[S4] the simulated income and device say the same of the same, and nothing where they have nothing', async () => {
  const asOf = '2026-11-22' as never
  const income = (residentId: string) => simulatedIncome().verify({ name: '张三', residentId, asOf })
  expect(await income('110101199003071233')).toEqual(await income('110101199003071233'))
  expect((await income('11010119900307992X')).facts).toEqual({})
  expect((await income('11010119900307991X')).status).toBe('timedOut')
  const device = (deviceId: string) => simulatedDevice().assess({ deviceId, asOf })
  expect((await device('emulator-0000000001')).facts).toMatchObject({ deviceEmulated: true })
  expect((await device('silent-00000000001')).facts).toBeNull()
})
