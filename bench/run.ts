// Runs the fixed workloads of bench/*.bench.ts. node bench/run.ts [--json] [ID …]
import { readdirSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Workload } from './measure.ts'

async function main(args: readonly string[]): Promise<void> {
  const ids = args.filter((arg) => !arg.startsWith('--'))
  const results: Record<string, unknown> = {}
  const workloads = (await load()).filter(({ id }) => ids.length === 0 || ids.includes(id))
  for (const workload of workloads) results[workload.id] = { title: workload.title, ...(await workload.run()) }
  for (const workload of workloads) await workload.close?.()
  if (args.includes('--json')) return void process.stdout.write(`${JSON.stringify(results)}\n`)
  process.stdout.write(`Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}\n`)
  console.table(results)
}

async function load(): Promise<Workload[]> {
  const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts'))
  const modules = await Promise.all(names.map((name) => import(pathToFileURL(join(import.meta.dirname, name)).href)))
  const workloads = (modules as { workload?: Workload; workloads?: Workload[] }[]).flatMap(
    ({ workload, workloads }) => workloads ?? (workload ? [workload] : []),
  )
  return workloads.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
}

await main(process.argv.slice(2))
