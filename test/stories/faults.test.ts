import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '@puhui/calendar'
import { expect, onTestFinished, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil, nextDayEnd } from '../../server/src/flows/day-end.ts'
import { originateChunk } from '../../server/src/flows/originate-batch.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import { booksOf, wrongIn } from './faults/books.ts'
import { seeded, startVictim, type Victim } from './faults/killed.ts'
import { openLendingLender, type World } from './lending-world.ts'
import { approveMany } from './portfolio-world.ts'

/** Ten at each commit; `PUHUI_KILLS=500` and more at night. Half of them hit payments, half day-end. */
const KILLS = Number(process.env.PUHUI_KILLS ?? 10)
const SEED = process.env.PUHUI_SEED ?? 'faults'
const LOANS = 24
const actor = systemActor('test')
const perKill = 15_000

async function portfolio(): Promise<World> {
  const world = await openLendingLender({ day: '2026-01-31' })
  onTestFinished(() => world.platform.drop())
  const { platform } = world
  const applicationIds = await approveMany(platform, LOANS)
  await write(platform, { actor }, (ctx) => originateChunk(ctx, { applicationIds }, ''))
  return world
}

test(
  `OPS-01 the server is killed ${KILLS / 2} times in the middle of payments: none that was acknowledged is lost, none is doubled`,
  async () => {
    const { platform, app } = await portfolio()
    const { cookie } = await app.as('servicing')
    const day = await businessDate(platform.db)
    const loans = await platform.db.selectFrom('loan').select('id').orderBy('id').execute()
    const random = seeded(SEED)
    let victim: Victim = await startVictim(platform)
    let isOver = false
    const acknowledged = new Map<string, string>()
    const fates = { answered: 0, refused: 0, cut: 0 }

    /** Pays one loan again and again; whatever is not answered is asked again with the same key. */
    const payer = async (loanId: string, number: number) => {
      for (let count = 0; !isOver; count++) {
        const key = `${number}-${count}`
        for (;;) {
          const answer = await pay(victim.port, { loanId, key, cookie, day }).catch(() => null)
          if (answer?.status === 200) {
            fates.answered += 1
            acknowledged.set(
              key,
              ((await answer.json().catch(() => null)) as { eventId?: string } | null)?.eventId ?? '',
            )
            if (acknowledged.get(key) !== '') break
          } else if (answer) {
            expect(answer.status, await answer.text()).toBeLessThan(500)
            fates.refused += 1
            await sleep(5)
          } else {
            fates.cut += 1
            await sleep(20)
          }
        }
      }
    }
    const payers = loans.map(({ id }, number) => payer(id, number))
    for (let kill = 0; kill < KILLS / 2; kill++) {
      await sleep(30 + random() * 500)
      await victim.kill()
      victim = await startVictim(platform)
    }
    isOver = true
    await Promise.all(payers)
    await victim.kill()

    expect(acknowledged.size).toBeGreaterThan(KILLS)
    expect(fates.cut).toBeGreaterThan(0)
    const events = await platform.db.selectFrom('loan_event').select('id').where('kind', '=', 'repaid').execute()
    expect(events.map(({ id }) => id).sort()).toEqual([...acknowledged.values()].sort())
    expect(await wrongIn(platform)).toEqual([])
  },
  60_000 + KILLS * perKill,
)

function pay(
  port: number,
  { loanId, key, cookie, day }: { loanId: string; key: string; cookie: string; day: string },
): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/loans/${loanId}/repayments`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ amountFen: '7', purpose: 'due', channel: 'counter', valueOn: day, note: '' }),
  })
}

test(
  `OPS-01 the server is killed ${KILLS / 2} times in the middle of day-end: the books are those of a run that was left in peace`,
  async () => {
    const random = seeded(`${SEED} day-end`)
    let kills = 0
    while (kills < KILLS / 2) {
      const whole = await portfolio()
      const until = addDays(await businessDate(whole.platform.db), 45)
      await endDaysUntil(dayEndRun(whole.platform, { actor, bank: simulatedBank() }), until)

      const broken = await portfolio()
      for (;;) {
        const victim = await startVictim(broken.platform, until)
        const isLast = kills >= KILLS / 2
        const died = sleep(isLast ? 600_000 : 10 + random() * 700, true, { ref: false })
        const isDone = await Promise.race([victim.done.then(() => true), died.then(() => false)])
        await victim.kill()
        if (isDone) break
        kills += 1
      }
      expect(await nextDayEnd(broken.platform)).toBe(addDays(until, 1))
      expect(await booksOf(broken.platform)).toEqual(await booksOf(whole.platform))
      expect(await wrongIn(broken.platform)).toEqual([])
    }
  },
  60_000 + KILLS * perKill,
)
