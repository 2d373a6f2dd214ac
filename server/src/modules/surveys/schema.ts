import type { Day } from '@puhui/calendar'
import type { Locale, Localized } from '@puhui/kernel'
import type { Answers, Question } from '@puhui/segment'
import type { Generated } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

export type SurveyStatus = 'draft' | 'submitted' | 'published' | 'closed'
export type SurveyWay = 'open' | 'invited'
export type AnswerWay = 'link' | 'invitation' | 'staff'

/** Groups a person belonged to when they answered; what is not known is absent. */
export type About = Readonly<Partial<Record<Element, string>>>
export type Element = 'ageBand' | 'gender' | 'province' | 'cityTier' | 'incomeLevel' | 'occupation' | 'education'

/** What an answer says of the person: `needs` with a need, or a fact with its value. */
export interface FedFact {
  readonly fact: string
  readonly value: string
}

interface SurveyTable {
  id: string
  code: string
  created_by: string
  created_at: At
}

interface SurveyVersionTable {
  survey_id: string
  version: number
  status: Generated<SurveyStatus>
  title: Jsonb<Localized>
  intro: Jsonb<Localized>
  questions: Jsonb<readonly Question[]>
  way: SurveyWay
  segment_id: string | null
  starts_on: Day
  ends_on: Day
  revision: Generated<number>
  content_hash: string | null
  token: string | null
  created_by: string
  created_at: At
  changed_at: At
  /** Whose words they are: who drafted or changed them last. */
  written_by: string
  submitted_by: string | null
  submitted_at: NullableAt
  note: Generated<string>
  link_base: string | null
  published_by: string | null
  published_at: NullableAt
  closed_at: NullableAt
}

interface SurveyInvitationTable {
  id: string
  survey_id: string
  version: number
  customer_id: string
  channel: 'sms' | 'email'
  status: Generated<'waiting' | 'sent' | 'refused'>
  refusals: Generated<string[]>
  token_hash: string | null
  invited_at: At
  decided_at: NullableAt
  answered_on: Day | null
}

interface SurveyAnswerTable {
  id: string
  survey_id: string
  version: number
  way: AnswerWay
  key_hash: string
  customer_id: string | null
  invitation_id: string | null
  status: Generated<'started' | 'handed-in'>
  answers: Jsonb<Answers>
  about: Jsonb<About>
  facts: Jsonb<readonly FedFact[]>
  is_linked: Generated<boolean>
  notice_version: number | null
  locale: Locale
  entered_by: string | null
  started_at: At
  handed_in_at: NullableAt
  unlinked_at: NullableAt
}

declare module '../../platform/database.ts' {
  interface Database {
    survey: SurveyTable
    survey_version: SurveyVersionTable
    survey_invitation: SurveyInvitationTable
    survey_answer: SurveyAnswerTable
  }
}
