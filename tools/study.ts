// Runs the studies on real data that are registered in study/*.ts. node tools/study.ts [--json] [NAME …]
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A question put to real data: where the data stands is told by PUHUI_SHARED, and its absence is an answer too. */
export interface Study {
  readonly id: string
  readonly title: string
  run(dataFolder: string | undefined): Promise<Record<string, unknown>>
}

const root = join(import.meta.dirname, '..')
const folder = join(root, 'study')
const asJson = process.argv.includes('--json')
const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))

const results: Record<string, unknown> = {}
const studies = await load()
if (studies.length === 0 && !asJson) process.stdout.write('no study is registered yet\n')
for (const study of studies) {
  if (names.length > 0 && !names.includes(study.id)) continue
  results[study.id] = { title: study.title, ...(await study.run(dataFolder())) }
  if (!asJson) process.stdout.write(`${study.id} ${JSON.stringify(results[study.id], null, 2)}\n`)
}
if (asJson) process.stdout.write(`${JSON.stringify(results)}\n`)

async function load(): Promise<Study[]> {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
  const loaded = await Promise.all(files.sort().map((name) => import(pathToFileURL(join(folder, name)).href)))
  return (loaded as { study?: Study }[]).flatMap((each) => each.study ?? [])
}

function dataFolder(): string | undefined {
  const place = process.env.PUHUI_SHARED ?? join(root, '../shared')
  return existsSync(place) ? place : undefined
}
