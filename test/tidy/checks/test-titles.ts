import type { Check, Finding, Repo } from '../repo.ts'

const opening = /^(\s*)(describe|test|it)(?:\.\w+)*\(\s*(['"`])(.*?)\3/
const tableEnd = /^(\s*)\](?: as const)?\)\(\s*(['"`])(.*?)\2/

/** Formatted code is indented by its nesting, so the describe blocks around a test are the lesser indents above it. */
function find(repo: Repo): Finding[] {
  return repo.files.filter((path) => /\.test\.tsx?$/.test(path)).flatMap((path) => twiceIn(path, repo.text(path)))
}

function twiceIn(path: string, text: string): Finding[] {
  const seen = new Map<string, number>()
  let around: { indent: number; title: string }[] = []
  return text.split('\n').flatMap((line, index) => {
    const match = opening.exec(line)
    const [indent, kind, title] = match ? [match[1]!.length, match[2]!, match[4]!] : titleOfTable(line)
    if (title === undefined) return []
    around = around.filter((block) => block.indent < indent)
    const full = [...around.map((block) => block.title), title].join(' > ')
    if (kind === 'describe') around.push({ indent, title })
    const first = seen.get(full)
    if (first === undefined) seen.set(full, index + 1)
    return first === undefined ? [] : [{ path, line: index + 1, say: `“${title}” is also the title at line ${first}` }]
  })
}

function titleOfTable(line: string): [number, string, string | undefined] {
  const match = tableEnd.exec(line)
  return match ? [match[1]!.length, 'test', match[3]!] : [0, '', undefined]
}

export const testTitles: Check = {
  name: 'test titles',
  find,
  bad: {
    'server/src/a.test.ts': [
      "describe('one', () => {",
      "  test('same', () => {})",
      '})',
      "describe('two', () => {",
      "  test('same', () => {})",
      '  test.each([',
      '    1,',
      "  ])('same', () => {})",
      '})',
    ].join('\n'),
  },
  finds: ['server/src/a.test.ts:8'],
}
