import { expect, test } from 'vitest'
import { type ApplicationStatus, type Command, decideStep } from './model.ts'

const COMMANDS: Command[] = [
  'submit',
  'approve',
  'decline',
  'refer',
  'askData',
  'askReview',
  'contract',
  'disburse',
  'withdraw',
]

/** Where each command leads from each state; a blank is refused. */
const TABLE: Record<ApplicationStatus, (ApplicationStatus | '')[]> = {
  draft: ['submitted', '', '', '', '', '', '', '', 'withdrawn'],
  submitted: ['', 'approved', 'declined', 'referred', 'moreData', '', '', '', 'withdrawn'],
  referred: ['', 'approved', 'declined', '', 'moreData', '', '', '', 'withdrawn'],
  moreData: ['submitted', '', 'declined', '', '', '', '', '', 'withdrawn'],
  approved: ['', '', '', '', '', '', 'contracted', '', 'withdrawn'],
  declined: ['', '', '', '', '', 'referred', '', '', ''],
  contracted: ['', '', '', '', '', '', '', 'disbursed', ''],
  disbursed: ['', '', '', '', '', '', '', '', ''],
  withdrawn: ['', '', '', '', '', '', '', '', ''],
  expired: ['', '', '', '', '', '', '', '', ''],
}

test.each(Object.entries(TABLE))('from %s only the legal steps lead on', (status, row) => {
  const reached = COMMANDS.map((command) => {
    const step = decideStep(status as ApplicationStatus, command)
    return step.ok ? step.value : ''
  })
  expect(reached).toEqual(row)
})
