import { sql } from 'kysely'
import { inviteJob } from '../server/src/flows/invite-to-survey.ts'
import { insertInvitations } from '../server/src/modules/surveys/index.ts'
import { write } from '../server/src/platform/context.ts'
import type { OpenPlatform } from '../server/src/platform/open.ts'
import { agreedPeople, benchJob } from './lending/agreed-people.ts'
import { actor, withLender } from './lending/lender.ts'
import type { Workload } from './measure.ts'

const PEOPLE = Number(process.env.PUHUI_BENCH_PEOPLE ?? 100_000)
const GOAL_S = 60
const WAVE = { surveyId: 'svy_bench', version: 1 }

/** One wave of a survey to so many people: the gate asked for each, a permit, a link of their own and a message for each. */
export const workload: Workload = {
  id: 'P28',
  title: `${PEOPLE.toLocaleString('en')} invitations to a survey / the goal of ${GOAL_S} s for 100,000`,
  run: () =>
    withLender('2026-03-02', async (platform) => {
      const people = await agreedPeople(platform, PEOPLE)
      await readyWave(platform)
      await write(platform, { actor }, (ctx) => insertInvitations(ctx, WAVE, 'sms', people))
      const started = performance.now()
      const { sent } = (await inviteJob.run(benchJob(platform), WAVE)) as { readonly sent: number }
      const ours = (performance.now() - started) / 1000
      if (sent !== PEOPLE) throw new Error(`${sent} invitations instead of ${PEOPLE}`)
      const peer = (GOAL_S * PEOPLE) / 100_000
      return { ours: round(ours), peer: round(peer), ratio: round(ours / peer), unit: 's' }
    }),
}

async function readyWave(platform: OpenPlatform): Promise<void> {
  const words = JSON.stringify({ zh: '需求调查', en: 'Needs' })
  await sql`insert into survey (id, code, created_by, created_at) values (${WAVE.surveyId}, 'bench', 'one', now())`.execute(
    platform.db,
  )
  await sql`insert into survey_version (survey_id, version, status, title, intro, questions, way, starts_on, ends_on,
      content_hash, created_by, created_at, changed_at, written_by, submitted_by, submitted_at, published_by, published_at, link_base)
    values (${WAVE.surveyId}, 1, 'published', ${words}::jsonb, ${words}::jsonb, '[]', 'invited', '2026-03-01', '2026-03-31',
      'bench', 'one', now(), now(), 'one', 'one', now(), 'other', now(), 'https://lender.example')`.execute(platform.db)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
