/** What a colour says, never which colour it is. */
export type Tone = 'neutral' | 'info' | 'active' | 'good' | 'attention' | 'bad'

const TONES: Readonly<Record<Exclude<Tone, 'neutral'>, readonly string[]>> = {
  info: ['submitted', 'registered', 'prepared', 'uploaded', 'queued', 'contracted', 'identified'],
  active: ['running', 'checking', 'importing', 'disclosed', 'signed', 'checked'],
  good: [
    'approved',
    'approve',
    'passed',
    'active',
    'disbursed',
    'released',
    'completed',
    'imported',
    'sent',
    'repaid',
    'prepaid',
    'M0',
    'borrower',
    'paid',
    'posted',
    'normal',
  ],
  attention: [
    'referred',
    'refer',
    'moreData',
    'pending',
    'M1',
    'completedWithSetAside',
    'waived',
    'reversed',
    'unknown',
    'partial',
    'proposed',
    'signing',
    'waiting',
    'asked',
    'reopened',
    'specialMention',
    'seasoning',
  ],
  bad: [
    'substandard',
    'doubtful',
    'loss',
    'writtenOff',
    'declined',
    'decline',
    'failed',
    'overdue',
    'chargedOff',
    'rejected',
    'M2',
    'M3',
    'M4+',
  ],
}

const toneByState = new Map(
  Object.entries(TONES).flatMap(([tone, states]) => states.map((state) => [state, tone as Tone] as const)),
)

/**
 * How a state stands: settled or withdrawn are neutral, a decline is bad, a wait for someone asks for attention.
 *
 * @source SPEC D7
 * @example toneOf('overdue') // 'bad'
 */
export function toneOf(state: string): Tone {
  return toneByState.get(state) ?? 'neutral'
}
