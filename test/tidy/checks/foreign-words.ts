import { homedir, hostname } from 'node:os'
import type { Check, Finding, Repo } from '../repo.ts'
import { root } from '../repo.ts'
import { places } from '../source.ts'

const readable = /\.(ts|tsx|mjs|js|css|html|sql|md|json|ya?ml|toml|csv|txt|svg)$|(^|\/)\.[\w.-]+$|(^|\/)[A-Z]+$|^\.ci\//
const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Paths and hosts of the machine on which something was built or run. */
const machine = new RegExp(
  [
    String.raw`(?<![\w.])/(?:work|root|tmp/w|home/\w+|Users/\w+)/[\w.-]`,
    String.raw`C:\\\\?Users`,
    ...[root, homedir()].filter((path) => path.length > 5).map(literally),
    ...[hostname()].filter((host) => host.length > 8).map(literally),
  ].join('|'),
)

/** Words that speak of how the work was organised and not of the platform. */
const workshop =
  /\bissues? #?\d+\b|\b(?:previous|this|next|last) session(?:'s)? (?:of work|will|should|did)\b|\b(?:sub-?agents?|coding agents?|AI agents?|AI assistants?)\b|\b(?:Claude|Anthropic|ChatGPT|OpenAI|Copilot)\b|\bthe brief says\b/i

function find(repo: Repo): Finding[] {
  return repo.files
    .filter((path) => readable.test(path) && path !== 'LICENSE')
    .flatMap((path) => [
      ...places(path, repo.text(path), machine, '$0 belongs to one machine: find it from the repository or a setting'),
      ...places(path, repo.text(path), workshop, '“$0” speaks of how the work was organised: say it of the platform'),
    ])
}

export const foreignWords: Check = {
  name: 'machine paths and words of the workshop',
  find,
  bad: {
    'docs/a.md': 'See /home/someone/design.md\nAs issue 12 asks\nfine: https://example.com/home/someone/x',
    'server/src/a.ts': "const file = '/root/x.csv'\n// the brief says so",
  },
  finds: ['docs/a.md:1', 'docs/a.md:2', 'server/src/a.ts:1', 'server/src/a.ts:2'],
}
