import type { Day } from '@puhui/calendar'
import { expect, test } from 'vitest'
import { readMarkers } from '../../modules/servicing/index.ts'
import { systemActor } from '../../platform/actor.ts'
import { sendAll } from '../../platform/outbox/send-all.ts'
import { freshPlatform } from '../../platform/testing.ts'
import type { DayEndRun } from './run-context.ts'
import { FEW, type Telling, tellMany } from './tell-in-parts.ts'

const on = '2026-11-23' as Day
const all = Array.from({ length: 2 * FEW + 30 }, (_, at) => ({
  key: `loan_${String(at).padStart(4, '0')}`,
  amountFen: 1n,
}))

test('[SRV-04] many messages go in parts; a run that was killed goes on after the last part, and each is written once', async () => {
  const platform = await freshPlatform()
  const run = { platform, actor: systemActor('test') } as unknown as DayEndRun
  let untilDeath = 8
  const telling: Telling<(typeof all)[number]> = {
    step: 'reminders',
    all,
    send: (ctx, part) => {
      untilDeath -= 1
      if (untilDeath === 0) throw new Error('killed')
      return sendAll(
        ctx,
        part.map(({ key }) => ({ kind: 'sms', template: 'test', body: key, recipient: '13800000000' })),
      )
    },
    figures: (count) => ({ count, figures: {} }),
  }
  await expect(tellMany(run, on, { telling, from: { chunk: 0, afterId: '' } })).rejects.toThrow('killed')
  expect(await told()).toHaveLength(FEW)
  const [marker] = await readMarkers(platform.db, on)
  const from = { chunk: 1, afterId: String(marker!.figures.lastId) }
  const rest = await tellMany(run, on, { telling, from })
  expect(rest).toEqual({ items: all.slice(2 * FEW), chunk: 2 })
  expect(await told()).toEqual(all.slice(0, 2 * FEW).map(({ key }) => key))
  const markers = await readMarkers(platform.db, on)
  expect(markers.map(({ chunk, count, amount_fen }) => [chunk, count, amount_fen])).toEqual([
    [0, FEW, BigInt(FEW)],
    [1, FEW, BigInt(FEW)],
  ])

  async function told(): Promise<string[]> {
    const rows = await platform.db.selectFrom('outbox_message').select('body').orderBy('body').execute()
    return rows.map(({ body }) => body)
  }
})
