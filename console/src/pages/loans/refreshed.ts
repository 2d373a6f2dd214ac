/**
 * What shows anew once an event is booked: all but the preview of the dialog that booked it. Asked again, a preview of what
 * has just been done would be refused.
 */
export const REFRESHED: readonly string[] = [
  'loans.get',
  'loans.list',
  'loans.pendingPayout',
  'loans.dueCall',
  'provisions.loan',
  'writeOffs.list',
  'funds.ofLoan',
  'journal.of',
  'approvals.list',
  'reports.portfolio',
  'ledger.entries',
  'ledger.accounts',
]
