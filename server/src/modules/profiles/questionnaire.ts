import { assert, type Localized } from '@puhui/kernel'

interface Question {
  readonly text: Localized
  readonly answers: readonly { readonly text: Localized; readonly points: number }[]
}

const answer = (points: number, zh: string, en: string) => ({ points, text: { zh, en } })

/** Six questions; a new wording or weight is a new version. */
export const QUESTIONNAIRE: { readonly version: number; readonly questions: readonly Question[] } = {
  version: 1,
  questions: [
    {
      text: {
        zh: '您家庭每月可自由支配的收入占比是多少？',
        en: 'How much of your household income is free each month?',
      },
      answers: [
        answer(1, '不到一成', 'Less than a tenth'),
        answer(2, '一至三成', 'A tenth to three tenths'),
        answer(3, '三至五成', 'Three to five tenths'),
        answer(4, '五成以上', 'More than half'),
      ],
    },
    {
      text: { zh: '您的收入来源有多稳定？', en: 'How steady is your income?' },
      answers: [
        answer(1, '经常中断', 'Often interrupted'),
        answer(2, '随季节变化', 'Changes with the season'),
        answer(3, '比较稳定', 'Rather steady'),
        answer(4, '非常稳定', 'Very steady'),
      ],
    },
    {
      text: { zh: '您有可支撑几个月开支的应急储蓄？', en: 'How many months could your savings carry you?' },
      answers: [
        answer(1, '没有', 'None'),
        answer(2, '一至三个月', 'One to three'),
        answer(3, '三至六个月', 'Three to six'),
        answer(4, '六个月以上', 'More than six'),
      ],
    },
    {
      text: {
        zh: '如果下月还款额比预期多两成，您会怎样？',
        en: 'If next month’s payment were a fifth higher, what then?',
      },
      answers: [
        answer(1, '无法按时还款', 'I could not pay in time'),
        answer(2, '需要借钱', 'I would have to borrow'),
        answer(3, '减少其他开支', 'I would spend less elsewhere'),
        answer(4, '没有影响', 'It would not matter'),
      ],
    },
    {
      text: { zh: '您目前所有借款的月还款占收入多少？', en: 'How much of your income goes to debts today?' },
      answers: [
        answer(1, '五成以上', 'More than half'),
        answer(2, '三至五成', 'Three to five tenths'),
        answer(3, '不到三成', 'Less than three tenths'),
        answer(4, '没有借款', 'I have no debts'),
      ],
    },
    {
      text: { zh: '借款时您最看重什么？', en: 'What matters most to you in a loan?' },
      answers: [
        answer(1, '绝不影响生活', 'That it never touches my daily life'),
        answer(2, '月供固定', 'A fixed payment'),
        answer(3, '总费用低', 'A low total cost'),
        answer(4, '额度高', 'A high amount'),
      ],
    },
  ],
}

/** The level that answers lead to: 6 to 24 points in five steps. */
export function riskLevelOf(answers: readonly number[]): { readonly points: number; readonly level: string } {
  const { questions } = QUESTIONNAIRE
  assert(answers.length === questions.length, 'each question has its answer')
  const points = questions.reduce((sum, question, at) => sum + (question.answers[answers[at]!]?.points ?? 0), 0)
  const level =
    points < 10
      ? 'conservative'
      : points < 14
        ? 'steady'
        : points < 18
          ? 'balanced'
          : points < 21
            ? 'growth'
            : 'aggressive'
  return { points, level }
}
