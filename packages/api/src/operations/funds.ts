import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, done, fen, id, instant, ppm } from '../values.ts'

const use = z.enum(valuesOf('fundUse'))
const status = z.enum(valuesOf('fundAlertStatus'))
const scene = z.enum(valuesOf('scene'))
const taken = { recorded: count, known: count, alerts: count }

export const listFundAlerts = list({
  id: 'funds.alerts',
  path: '/funds/alerts',
  summary: { zh: '资金流向预警', en: 'Alerts about the use of money' },
  permission: 'loans.read',
  row: z.object({
    id,
    loanId: id,
    loanNumber: z.string(),
    customerId: id,
    customerName: z.string(),
    scene,
    use,
    counterparty: z.string(),
    amountFen: fen,
    movedOn: day,
    isSimulated: z.boolean(),
    status,
    reason: z.string().nullable(),
    handledBy: z.string().nullable(),
    raisedAt: instant,
  }),
  columns: {
    loanNumber: { type: 'id', label: { zh: '借据', en: 'Loan' }, sortable: true },
    customerName: { type: 'masked', label: { zh: '客户', en: 'Customer' } },
    scene: { type: 'status', label: { zh: '声明场景', en: 'Declared scene' }, labels: 'scene' },
    use: { type: 'status', label: { zh: '实际用途', en: 'Seen use' }, labels: 'fundUse', sortable: true },
    counterparty: { type: 'text', label: { zh: '对方户名', en: 'Counterparty' } },
    amountFen: { type: 'money', label: { zh: '金额', en: 'Amount' }, sortable: true },
    movedOn: { type: 'day', label: { zh: '交易日', en: 'Day' }, sortable: true },
    isSimulated: { type: 'flag', label: { zh: '模拟来源', en: 'Simulated source' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'fundAlertStatus', sortable: true },
    reason: { type: 'text', label: { zh: '处理说明', en: 'What was said' }, hiddenAtFirst: true },
    handledBy: { type: 'text', label: { zh: '处理人', en: 'Handled by' } },
    raisedAt: { type: 'instant', label: { zh: '预警时间', en: 'Raised at' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('fundAlertStatus'),
      labels: 'fundAlertStatus',
    },
    use: { kind: 'enum', label: { zh: '实际用途', en: 'Seen use' }, values: valuesOf('fundUse'), labels: 'fundUse' },
  },
  defaultSort: 'raisedAt:desc',
})

export const fundUse = read({
  id: 'funds.ofLoan',
  path: '/loans/:loanId/funds',
  summary: { zh: '贷款资金流向', en: 'How the money of a loan was used' },
  permission: 'loans.read',
  params: z.strictObject({ loanId: id }),
  output: z.object({
    scene,
    payee: z.enum(valuesOf('payee')),
    merchant: z.string().nullable(),
    paidOutFen: fen,
    shares: z.array(z.object({ use: z.enum(valuesOf('fundShare')), amountFen: fen, sharePpm: ppm, expectedPpm: ppm })),
    movements: z.array(
      z.object({
        id,
        movedOn: day,
        amountFen: fen,
        counterparty: z.string(),
        note: z.string(),
        use,
        word: z.string().nullable(),
        source: z.enum(['file', 'bank']),
        isSimulated: z.boolean(),
        alertStatus: status.nullable(),
      }),
    ),
  }),
  refusals: ['loans.not_found'],
})

export const fetchFunds = write({
  id: 'funds.fetch',
  path: '/funds/fetch',
  summary: { zh: '查询放款账户流水', en: 'Ask about the accounts of fresh loans' },
  permission: 'loans.fundUse',
  idempotency: 'natural',
  output: z.object(taken),
})

export const importFunds = write({
  id: 'funds.import',
  path: '/funds/imports',
  summary: { zh: '导入账户流水', en: 'Take in a file of account movements' },
  permission: 'loans.fundUse',
  idempotency: 'key',
  body: z.strictObject({ fileName: z.string().trim().min(1).max(200), content: z.string().max(5_000_000) }),
  output: z.object({
    ...taken,
    rows: count,
    bad: z.array(z.object({ row: count, problem: z.enum(['loan', 'date', 'amount', 'counterparty']) })),
  }),
  refusals: ['funds.file_unreadable'],
})

export const handleFundAlert = write({
  id: 'funds.handle',
  path: '/funds/alerts/:alertId/answer',
  summary: { zh: '处理资金流向预警', en: 'Deal with an alert about the use of money' },
  permission: 'loans.fundUse',
  idempotency: 'key',
  params: z.strictObject({ alertId: id }),
  body: z.strictObject({
    status: z.enum(['proofAsked', 'explained', 'calledIn']),
    reason: z.string().trim().min(4).max(500),
  }),
  output: done,
  refusals: ['funds.alert_not_found', 'funds.alert_closed'],
})
