import { applicationsApi, type OutputOf } from '@puhui/api'
import type { Locale } from '@puhui/kernel'
import type { Command } from 'commander'
import { type Shared, withPlatform } from '../connect.ts'
import { label, money, out, outJson, rate, table } from '../print.ts'

type Report = OutputOf<typeof applicationsApi.portfolioReport>

/** `puhui report portfolio`: approvals by reason, balances, arrears and a trial balance that is zero. */
export function reportCommands(program: Command): void {
  program
    .command('report')
    .description('报告 / reports')
    .command('portfolio')
    .option('--as-of <day>')
    .option('--json')
    .action((options: { asOf?: string; json?: boolean }, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), async (connection) => {
        const query = options.asOf ? { asOf: options.asOf } : {}
        const report = await connection.call(applicationsApi.portfolioReport, { query })
        if (options.json) outJson(report)
        else for (const part of sections(report, connection.locale)) out(`${part}\n`)
      }),
    )
}

function sections(report: Report, locale: Locale): string[] {
  const count = { title: locale === 'zh' ? '笔数' : 'count', align: 'right' as const }
  const amount = (zh: string, en: string) => ({ title: locale === 'zh' ? zh : en, align: 'right' as const })
  return [
    `${locale === 'zh' ? '组合报告' : 'Portfolio'} ${report.asOf}`,
    table(
      [{ title: locale === 'zh' ? '决策' : 'outcome' }, count],
      report.outcomes.map(({ outcome, count }) => [label('decisionOutcome', outcome, locale), String(count)]),
    ),
    table(
      [
        { title: locale === 'zh' ? '主要原因' : 'principal reason' },
        { title: locale === 'zh' ? '决策' : 'outcome' },
        count,
      ],
      report.reasons.map((row) => [row.text[locale], label('decisionOutcome', row.outcome, locale), String(row.count)]),
    ),
    table(
      [{ title: locale === 'zh' ? '贷款' : 'loans' }, count, amount('本金余额', 'outstanding')],
      report.loansByStatus.map((row) => [
        label('loanStatus', row.status, locale),
        String(row.count),
        money(row.outstandingFen),
      ]),
    ),
    table(
      [
        { title: locale === 'zh' ? '账龄' : 'bucket' },
        count,
        amount('本金余额', 'outstanding'),
        amount('逾期', 'past due'),
        amount('占比', 'share'),
      ],
      report.buckets.map((row) => [
        label('bucket', row.bucket, locale),
        String(row.count),
        money(row.outstandingFen),
        money(row.overdueFen),
        rate(row.sharePpm),
      ]),
    ),
    table(
      [{ title: locale === 'zh' ? '对账' : 'reconciliation' }, amount('总账', 'ledger'), amount('贷款明细', 'loans')],
      report.reconciliation.map((row) => [row.label[locale], money(row.ledgerFen), money(row.loansFen)]),
    ),
    table(
      [amount('借方', 'debit'), amount('贷方', 'credit'), amount('差额', 'difference')],
      [
        [
          money(report.trialBalance.debitFen),
          money(report.trialBalance.creditFen),
          money(report.trialBalance.differenceFen),
        ],
      ],
    ),
  ]
}
