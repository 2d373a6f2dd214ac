import type { Day } from '@puhui/calendar'
import { isChinaWorkingDay } from '../china-calendar.ts'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, flagBy } from '../verdict.ts'

/** CN-DATA-004: a due date is moved by a calendar that knows the year, or somebody is told. */
export const workingDays = defineRule({
  id: 'CN-DATA-004',
  title: { zh: '工作日与调休', en: 'Working days and holidays' },
  text: {
    zh: '节假日与调休以国务院办公厅当年通知为准；没有当年通知的，须提示，不得按星期推断。',
    en: 'Holidays and make-up days follow the yearly notice of the State Council; a year without a notice is pointed out and never guessed from weekdays.',
  },
  instrument: { zh: '国务院办公厅放假安排', en: 'Yearly holiday notice of the State Council' },
  sources: ['holiday-notice'],
  effectiveFrom: '2026-01-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['schedule.due'],
  parameters: {},
  codes: ['compliance.calendar_year_missing'],
  check: ({ day }: { readonly day: Day }) => {
    const works = isChinaWorkingDay(day)
    return works.ok ? ALLOW : flagBy('compliance.calendar_year_missing', { year: works.error.year })
  },
})
