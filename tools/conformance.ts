import { hasGolden } from '../test/conformance/golden.ts'
import { reportOf, type SetReport } from '../test/conformance/report.ts'
import { SETS } from '../test/conformance/sets.ts'

if (!hasGolden()) {
  const absent = 'The outside cases are not on this machine. Set PUHUI_SHARED to the folder that holds golden/.'
  if (process.argv.includes('--json')) console.log(JSON.stringify({ sets: {}, absent }))
  else console.error(absent)
  process.exit(2)
}

const reports = Object.fromEntries(SETS.map((set) => [set.name, reportOf(set)]))
if (process.argv.includes('--json')) console.log(JSON.stringify({ sets: reports }, null, 2))
else for (const [name, report] of Object.entries(reports)) print(name, report)

function print(name: string, report: SetReport): void {
  console.log(
    `${name.padEnd(34)} ${String(report.passed).padStart(5)} / ${report.total}${report.note ? `   ${report.note}` : ''}`,
  )
  for (const [category, { passed, total }] of Object.entries(report.categories).sort()) {
    console.log(`  ${category.padEnd(32)} ${String(passed).padStart(5)} / ${total}`)
  }
  for (const { id, difference, reason } of report.deviations) console.log(`    ${id}: ${difference} (${reason})`)
}
