import { type BeforeAfter, RECIPES, type Recipe } from '@puhui/ledger'
import { type WorkedExample, workedExamples } from '@puhui/loan'
import { formatYuan } from '@puhui/money'

/** The page of each loan event: accounts before, the entry, accounts after, reckoned by the code that posts. */
export function recipePages(): ReadonlyMap<string, string> {
  return new Map(workedExamples().map((example) => [example.event, page(example)]))
}

function page(example: WorkedExample): string {
  const recipe = RECIPES.find((candidate) => candidate.event === example.event)!
  return [
    `# ${recipe.name.en} ${recipe.name.zh}`,
    '',
    example.told.en,
    '',
    ...numbers(example.rows),
    '',
    ...template(recipe),
    '',
  ].join('\n')
}

function numbers(accounts: readonly BeforeAfter[]): string[] {
  const rows = accounts.map(
    ({ account, name, beforeFen, debitFen, creditFen, afterFen }) =>
      `| ${account} ${name.en} ${name.zh} | ${formatYuan(beforeFen)} | ${amount(debitFen)} | ${amount(creditFen)} | ${formatYuan(afterFen)} |`,
  )
  return [
    '| account | before | debit | credit | after |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    'Balances are debit above zero, in yuan.',
  ]
}

function amount(amountFen: bigint): string {
  return amountFen === 0n ? '' : formatYuan(amountFen)
}

function template(recipe: Recipe): string[] {
  const rows = recipe.lines.map((line) => `| ${line.account} | ${line.side} | ${line.what.en} | ${line.what.zh} |`)
  return ['What the event may move:', '', '| account | side | what | |', '| --- | --- | --- | --- |', ...rows]
}
