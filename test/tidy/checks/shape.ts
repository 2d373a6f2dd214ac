import { basename } from 'node:path'
import type { Check, Finding, Repo } from '../repo.ts'
import { codeFiles } from '../source.ts'

const linesMax = 500
const vague = /^(?:utils?|helpers?|common|misc|shared|stuff|general)(?:\.[\w.]+)?$/
const kebab = /^[a-z0-9$_]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*\.(?:ts|tsx|mjs|js|mts)$/

function find(repo: Repo): Finding[] {
  return codeFiles(repo).flatMap((path) => {
    const found: Finding[] = []
    const lines = repo.text(path).split('\n').length
    if (lines > linesMax) found.push({ path, say: `${lines} lines, over ${linesMax}: split it by concept` })
    const blurred = path.split('/').find((part) => vague.test(part))
    if (blurred) found.push({ path, say: `“${blurred}” says nothing: name the concept` })
    if (!kebab.test(basename(path))) found.push({ path, say: 'file names are in kebab-case: loan-file.tsx' })
    return found
  })
}

export const shape: Check = {
  name: 'file size and names',
  find,
  bad: {
    'server/src/long.ts': 'x\n'.repeat(linesMax + 1),
    'server/src/utils.ts': '',
    'h5/src/common/money.ts': '',
    'console/src/LoanFile.tsx': '',
    'server/src/allocate.test.ts': '',
  },
  finds: ['server/src/long.ts', 'server/src/utils.ts', 'h5/src/common/money.ts', 'console/src/LoanFile.tsx'],
}
