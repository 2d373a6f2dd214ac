import { addDays } from '@puhui/calendar'
import type { DueCallRow } from '../modules/servicing/index.ts'

/** A notice as its reader sees it: from when, until when what is late may be paid, when all falls due. */
export function noticeShown({ noticed_on, due_on }: DueCallRow) {
  return { noticedOn: noticed_on, payBy: addDays(due_on, -1), dueOn: due_on }
}
