import { modulesInOrder } from '../../../tools/lint/boundaries.ts'
import type { Check, Finding, Repo } from '../repo.ts'

const screenLines = 60

function find(repo: Repo): Finding[] {
  const names = new Set(repo.files.flatMap((path) => /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1] ?? []))
  return [...names].sort().flatMap((name) => inModule(name, repo))
}

function inModule(name: string, repo: Repo): Finding[] {
  const folder = `server/src/modules/${name}`
  const found: Finding[] = []
  if (!(modulesInOrder as readonly string[]).includes(name)) {
    found.push({ path: folder, say: 'has no place in modulesInOrder (tools/lint/boundaries.ts)' })
  }
  for (const file of ['README.md', 'index.ts']) {
    if (!repo.files.includes(`${folder}/${file}`)) found.push({ path: `${folder}/${file}`, say: 'is missing' })
  }
  const readme = `${folder}/README.md`
  if (repo.files.includes(readme) && repo.text(readme).split('\n').length > screenLines) {
    found.push({ path: readme, say: `is longer than one screen (${screenLines} lines)` })
  }
  return found
}

export const modules: Check = {
  name: 'modules',
  find,
  bad: {
    'server/src/modules/contracts/store.ts': '',
    'server/src/modules/gossip/README.md': '',
    'server/src/modules/gossip/index.ts': '',
  },
  finds: [
    'server/src/modules/contracts/README.md',
    'server/src/modules/contracts/index.ts',
    'server/src/modules/gossip',
  ],
}
