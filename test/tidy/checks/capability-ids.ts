import type { Check, Finding, Repo } from '../repo.ts'
import { lineAt } from '../source.ts'

const page = 'docs/capabilities.md'
const id = /\b(?:[A-Z]{3}-\d{2}|C\d{2})\b/g

/** A story that claims an id which the index does not have proves nothing. */
function find(repo: Repo): Finding[] {
  if (!repo.has(page)) return []
  const rows = [...repo.text(page).matchAll(/^\| ([A-Z]{3}-\d{2}|C\d{2}) \|/gm)].map((match) => match[1]!)
  const twice = rows.filter((each, index) => rows.indexOf(each) < index)
  const stories = repo.files.filter((path) => /^test\/(stories|browser)\/.*\.test\.ts$/.test(path))
  return [
    ...twice.map((each) => ({ path: page, say: `${each} stands twice` })),
    ...stories.flatMap((path) => unknownIn(path, repo.text(path), rows)),
  ]
}

function unknownIn(path: string, text: string, rows: readonly string[]): Finding[] {
  return [...text.matchAll(/\b(?:test|it|describe)(?:\.\w+)*\(\s*(['"`])(.*?)\1/g)].flatMap((match) =>
    (match[2]!.match(id) ?? [])
      .filter((each) => !rows.includes(each))
      .map((each) => ({ path, line: lineAt(text, match.index), say: `${each} is no row of ${page}` })),
  )
}

export const capabilityIds: Check = {
  name: 'capability ids',
  find,
  bad: {
    [page]: '| PRD-01 | a |\n| PRD-01 | b |',
    'test/stories/quote.test.ts': "test('PRD-01 PRD-99 a quote', () => {})",
  },
  finds: [page, 'test/stories/quote.test.ts:1'],
}
