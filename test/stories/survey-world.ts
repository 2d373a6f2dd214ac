import { type BodyOf, type OutputOf, surveysApi } from '@puhui/api'
import { listsModule } from '../../server/src/modules/lists/index.ts'
import { profilesModule } from '../../server/src/modules/profiles/index.ts'
import { segmentsModule } from '../../server/src/modules/segments/index.ts'
import { surveysModule } from '../../server/src/modules/surveys/index.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { campaignRoutes } from '../../server/src/routes/campaigns.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { surveyRoutes } from '../../server/src/routes/surveys.ts'
import { openLender, type World } from './origination-world.ts'

type Plan = BodyOf<typeof surveysApi.createSurvey>
type Question = Plan['questions'][number]

export function openSurveyLender(): Promise<World> {
  return openLender({}, [
    listsModule,
    profilesModule,
    segmentsModule,
    marketingModule,
    campaignRoutes,
    surveysModule,
    surveyRoutes,
  ])
}

export const ask = (
  id: string,
  kind: Question['kind'],
  words: readonly [zh: string, en: string],
  more: Partial<Question> = {},
): Question => ({
  id,
  kind,
  text: { zh: words[0], en: words[1] },
  isRequired: true,
  options: [],
  scale: null,
  showIf: '',
  feeds: null,
  ...more,
})

export const option = (id: string, zh: string, en: string) => ({ id, label: { zh, en } })

export const QUESTIONS: Plan['questions'] = [
  ask('needs', 'multiple', ['未来半年要用钱做什么？', 'What will you need money for?'], {
    feeds: 'needs',
    options: [
      option('education', '教育', 'Education'),
      option('homeDecoration', '家装', 'Home decoration'),
      option('travel', '旅游', 'Travel'),
      option('other', '其他', 'Other'),
    ],
  }),
  ask('when', 'single', ['打算何时出行？', 'When will you travel?'], {
    showIf: 'needs.travel',
    options: [option('soon', '三个月内', 'Within three months'), option('later', '以后', 'Later')],
  }),
  ask('amount', 'amount', ['大约需要多少？', 'About how much?'], { isRequired: false }),
  ask('nps', 'nps', ['愿意推荐我们吗？', 'Would you recommend us?']),
  ask('why', 'text', ['最想改进什么？', 'What should be better?'], { isRequired: false }),
]

export const plan = (more: Partial<Plan> = {}): Plan => ({
  code: 'needs',
  title: { zh: '客户需求调查', en: 'What customers need' },
  intro: { zh: '三分钟，自愿参加。', en: 'Three minutes, if you like.' },
  way: 'open',
  segmentId: null,
  startsOn: '2026-11-01' as Plan['startsOn'],
  endsOn: '2026-12-31' as Plan['endsOn'],
  questions: QUESTIONS,
  ...more,
})

/** Drafts and publishes; returns the survey with its open link's token. */
export async function published({ marketing, checker }: Desk, more: Partial<Plan> = {}) {
  const { id } = await marketing.call(surveysApi.createSurvey, { body: plan(more) })
  return publish({ marketing, checker }, id)
}

/** Who writes surveys, and who reads them before they go out. */
export interface Desk {
  readonly marketing: TestCaller
  readonly checker: TestCaller
}

export async function publish({ marketing, checker }: Desk, surveyId: string) {
  const draft = await marketing.call(surveysApi.getSurvey, { params: { surveyId } })
  await marketing.call(surveysApi.submitSurvey, { params: { surveyId }, body: { revision: draft.revision } })
  await checker.call(surveysApi.decideSurvey, { params: { surveyId }, body: { verdict: 'approve', note: '' } })
  const file: OutputOf<typeof surveysApi.getSurvey> = await marketing.call(surveysApi.getSurvey, {
    params: { surveyId },
  })
  return { surveyId, version: file.version, token: file.link?.split('/').at(-1) ?? '' }
}

/** A refusal's code and the codes of its problems with their places. */
export async function refusalOf(call: Promise<unknown>) {
  const problem = await call.then(
    () => null,
    (error: { problem: { code: string; problems?: { pointer: string; code: string }[] } }) => error.problem,
  )
  return problem && [problem.code, ...(problem.problems ?? []).map(({ pointer, code }) => `${pointer} ${code}`)]
}
