import { ledgerApi, type OutputOf, provisionsApi } from '@puhui/api'
import type { Locale, Localized } from '@puhui/kernel'
import type { Command } from 'commander'
import { type Shared, withPlatform } from '../connect.ts'
import { label, money, out, outJson, rate, table } from '../print.ts'

type Statements = OutputOf<typeof ledgerApi.getStatements>
type Tie = OutputOf<typeof ledgerApi.getTie>
type Overview = OutputOf<typeof provisionsApi.getRiskOverview>

/** `puhui ledger statements|tie|months`, `puhui provisions`: what the books say. Acts of two persons are not for a script. */
export function ledgerCommands(program: Command): void {
  const ledger = program.command('ledger').description('账务 / the books')
  ledger
    .command('statements')
    .description('利润表与资产负债表 / income statement and balance sheet')
    .option('--from <day>')
    .option('--to <day>')
    .option('--json')
    .action(({ from, to, json }: { from?: string; to?: string; json?: boolean }, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), async (connection) => {
        const query = { ...(from && { from }), ...(to && { to }) }
        const statements = await connection.call(ledgerApi.getStatements, { query })
        if (json) outJson(statements)
        else for (const part of statementParts(statements, connection.locale)) out(`${part}\n`)
      }),
    )
  ledger
    .command('tie')
    .description('总分核对，不符时退出码为 1 / sub-ledger against general ledger; exit 1 when they differ')
    .option('--as-of <day>')
    .option('--json')
    .action(({ asOf, json }: { asOf?: string; json?: boolean }, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), async (connection) => {
        const tie = await connection.call(ledgerApi.getTie, { query: asOf ? { asOf } : {} })
        if (json) outJson(tie)
        else for (const part of tieParts(tie, connection.locale)) out(`${part}\n`)
        if (tie.accounts.some(({ differenceFen }) => differenceFen !== '0')) process.exitCode = 1
      }),
    )
  ledger
    .command('months')
    .description('会计期间 / months of the books')
    .option('--json')
    .action((options: { json?: boolean }, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), async (connection) => {
        const { months } = await connection.call(ledgerApi.listMonths, {})
        const { locale } = connection
        const rows = months.map((one) => [one.month, label('monthStatus', one.status, locale), money(one.resultFen)])
        const head = [{ title: words('月份', 'month')[locale] }, { title: words('状态', 'status')[locale] }]
        if (options.json) outJson(months)
        else out(table([...head, amount('当月损益', 'result', locale)], rows))
      }),
    )
  program
    .command('provisions')
    .description('五级分类与拨备 / categories and provisions')
    .option('--json')
    .action((options: { json?: boolean }, command: Command) =>
      withPlatform(command.optsWithGlobals<Shared>(), async (connection) => {
        const overview = await connection.call(provisionsApi.getRiskOverview, {})
        if (options.json) outJson(overview)
        else for (const part of overviewParts(overview, connection.locale)) out(`${part}\n`)
      }),
    )
}

function words(zh: string, en: string): Localized {
  return { zh, en }
}

function amount(zh: string, en: string, locale: Locale) {
  return { title: words(zh, en)[locale], align: 'right' as const }
}

function statementParts(statements: Statements, locale: Locale): string[] {
  const head = [{ title: words('科目', 'account')[locale] }, amount('金额', 'amount', locale)]
  const rows = (lines: Statements['income']) =>
    lines.map((one) => [`${one.code} ${one.name[locale]}`, money(one.amountFen)])
  const sum = (zh: string, en: string, fen: string) => [words(zh, en)[locale], money(fen)]
  return [
    `${statements.from} – ${statements.to}`,
    table(head, [
      ...rows(statements.income),
      sum('收入', 'income', statements.incomeFen),
      ...rows(statements.expenses),
      sum('支出', 'expenses', statements.expenseFen),
      sum('净利润', 'net result', statements.resultFen),
    ]),
    table(head, [
      ...rows(statements.assets),
      sum('资产', 'assets', statements.assetsFen),
      ...rows(statements.liabilities),
      sum('负债', 'liabilities', statements.liabilitiesFen),
      ...rows(statements.equity),
      sum('未结转损益', 'result not yet carried', statements.carriedResultFen),
      sum('所有者权益', 'equity', statements.equityFen),
    ]),
  ]
}

function tieParts(tie: Tie, locale: Locale): string[] {
  const accounts = table(
    [
      { title: words('科目', 'account')[locale] },
      amount('总账', 'ledger', locale),
      amount('贷款合计', 'loans', locale),
      amount('差额', 'difference', locale),
    ],
    tie.accounts.map((one) => [
      `${one.account} ${one.label[locale]}`,
      money(one.ledgerFen),
      money(one.loansFen),
      money(one.differenceFen),
    ]),
  )
  const loans = tie.loans.map(
    (one) => `${one.on} ${one.loanNumber} ${label('tieCause', one.cause, locale)} ${one.detail}`,
  )
  return [tie.asOf, accounts, ...loans]
}

function overviewParts(overview: Overview, locale: Locale): string[] {
  const facts = [
    [words('不良率', 'bad-loan rate'), rate(overview.badRatePpm)],
    [words('损失准备', 'allowance'), money(overview.allowanceFen)],
    [words('拨备覆盖率', 'coverage'), overview.coveragePpm === null ? '—' : rate(overview.coveragePpm)],
    [words('贷款拨备率', 'allowance to loans'), rate(overview.loanProvisionPpm)],
  ] as const
  return [
    overview.businessOn,
    facts.map(([name, value]) => `${name[locale]} ${value}`).join('\n'),
    table(
      [
        { title: words('五级分类', 'category')[locale] },
        amount('笔数', 'loans', locale),
        amount('本金余额', 'outstanding', locale),
        amount('占比', 'share', locale),
      ],
      overview.categories.map((one) => [
        label('riskCategory', one.category, locale),
        String(one.loans),
        money(one.outstandingFen),
        rate(one.sharePpm),
      ]),
    ),
  ]
}
