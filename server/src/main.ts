import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Localized } from '@puhui/kernel'
import { modules } from './assembly.ts'
import { foundLender, isFounded } from './flows/found-lender.ts'
import { systemActor } from './platform/actor.ts'
import { knowsCallers } from './platform/auth/client-address.ts'
import { announceToOperator, newOperatorToken } from './platform/auth/operator.ts'
import { type Config, type ConfigProblem, readConfig } from './platform/config.ts'
import { write } from './platform/context.ts'
import { demoState, holdDemoBuild, markDemo } from './platform/demo-state.ts'
import type { Host, HostProgress, Readiness } from './platform/host.ts'
import { type Front, openFront } from './platform/http/front.ts'
import { answerWhileStarting } from './platform/http/progress-page.ts'
import { lockInstance } from './platform/instance-lock.ts'
import { createLog, type Log } from './platform/log.ts'
import { makeFolder } from './platform/make-folder.ts'
import { type OpenPlatform, openPlatform } from './platform/open.ts'
import { type Service, serve } from './platform/serve.ts'
import { asksForHelp, USAGE } from './platform/start-flags.ts'
import { refusedBySystem, StartRefused } from './platform/start-refused.ts'

export { asksForHelp, StartRefused, USAGE }

/** How the command line starts the server. */
export interface StartOptions {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Builds the pages of console and mobile web; called once the folder is ours, the server listens meanwhile. */
  readonly buildPages?: () => Promise<void>
  readonly say?: (text: string) => void
}

export interface RunningServer {
  readonly address: string
  /** Resolves when the platform is ready for people; rejects when it could not start. */
  readonly ready: Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the platform: takes the data folder, listens at once with a page that shows how far it is, brings up the
 * database, builds the demo lender on an empty one, and serves.
 */
export async function startServer({
  args,
  env,
  buildPages = async () => {},
  say = () => {},
}: StartOptions): Promise<RunningServer> {
  const { config: settings, problems } = readConfig(args, env)
  if (problems.length > 0) throw new StartRefused(problemText(problems))
  const config: Config = { ...settings, operatorToken: newOperatorToken() }
  const taken = await takeFolder(config.dataDir)
  if ('holder' in taken) throw new StartRefused(alreadyRunning(config, taken.holder))
  const log = createLog(config.logLevel)
  if (!knowsCallers(config)) log.warn('start.callers_unknown', { name: 'PUHUI_TRUSTED_PROXIES' })
  const host = createHost()
  try {
    const front = await openFront({
      host: config.host,
      port: config.port,
      handler: (request, response) => answerWhileStarting(host, request, response),
    }).catch((error) => {
      throw refusedBySystem(error, { host: config.host, port: config.port })
    })
    taken.lock.announce(front.address)
    announceToOperator(config, front.address)
    const pages = buildPages()
    pages.catch(() => {})
    const stopping = new AbortController()
    const life = liveOn({ config, log, host, front, pages, say, stopping })
    const stop = () => {
      taken.lock.announceStop()
      return life.stop().finally(() => taken.lock.release())
    }
    return { address: front.address, ready: life.ready, stop }
  } catch (error) {
    await taken.lock.release()
    throw error
  }
}

async function takeFolder(dataDir: string): ReturnType<typeof lockInstance> {
  try {
    makeFolder(dataDir)
    accessSync(dataDir, constants.W_OK | constants.X_OK)
    return await lockInstance(dataDir)
  } catch (error) {
    throw refusedBySystem(error, { dataDir })
  }
}

interface MutableHost extends Host {
  readiness: Readiness
  progress: HostProgress | null
  onReset: (withDemo: boolean) => void
}

function createHost(): MutableHost {
  const version = (JSON.parse(readFileSync(packageFile(), 'utf8')) as { version: string }).version
  const host: MutableHost = {
    readiness: 'starting',
    progress: null,
    version,
    onReset: () => {},
    requestReset: (withDemo) => host.onReset(withDemo),
  }
  return host
}

function packageFile(): string {
  const places = ['../../package.json', '../package.json'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  )
  return places.find((place) => existsSync(place)) ?? places[0]!
}

interface Life {
  readonly config: Config
  readonly log: Log
  readonly host: MutableHost
  readonly front: Front
  readonly pages: Promise<void>
  readonly say: (text: string) => void
  /** Aborted by a stop: what is half built is left as such, for the next start to begin anew. */
  readonly stopping: AbortController
}

/** One life of the process may open the platform several times: a reset empties the database and begins anew. */
function liveOn(life: Life): { ready: Promise<void>; stop: () => Promise<void> } {
  let service: Service | null = null
  const { signal } = life.stopping
  const open = async (withDemo: boolean, isReset = false) => {
    const opened = await bringUp(life, withDemo, isReset)
    service = opened
    if (signal.aborted) await opened.stop()
  }
  let current = open(life.config.isDemo)
  life.host.onReset = (withDemo) => {
    current = current.then(async () => {
      showProgress(life.host, 'building', { done: 0, total: 0, note: { zh: '正在清空', en: 'Emptying the database' } })
      life.front.serve((request, response) => answerWhileStarting(life.host, request, response))
      await service?.stop()
      await open(withDemo, true)
    })
    current.catch((error) => fail(life, error))
  }
  current.catch((error) => fail(life, error))
  return {
    ready: current,
    stop: async () => {
      life.stopping.abort(new StartRefused('启动被中止。\nThe start was broken off.'))
      await life.front.close()
      await current.catch(() => {})
      await service?.stop()
    },
  }
}

function fail({ host, log }: Life, error: unknown): void {
  const text = error instanceof Error ? error.message : String(error)
  showProgress(host, 'failed', {
    done: 0,
    total: 0,
    note: { zh: `启动失败：${text}`, en: `The start failed: ${text}` },
  })
  if (!(error instanceof StartRefused)) log.error('start.failed', { error })
}

async function bringUp(life: Life, withDemo: boolean, isReset: boolean): Promise<Service> {
  const { config, log, host, front, pages, stopping } = life
  showProgress(host, 'starting', { done: 0, total: 0, note: { zh: '正在启动数据库', en: 'Bringing up the database' } })
  let platform = await openPlatform({ config, log, ...(isReset && { reset: withDemo ? 'demo' : 'empty' }) })
  let letGo = async () => {}
  try {
    if (!platform.isPrivate) letGo = await Promise.race([holdDemoBuild(platform.owner), untilAborted(stopping.signal)])
    if ((await demoState(platform.db)) === 'building') {
      await platform.close()
      platform = await openPlatform({ config, log, reset: 'empty' })
    }
    if (withDemo) platform = await withDemoBuilt(platform, life)
    else if (isReset) await leaveEmpty(platform)
    if (config.mode !== 'production') await foundUnlessFounded(platform)
    showProgress(host, 'building', { done: 0, total: 0, note: { zh: '正在准备页面', en: 'Building the pages' } })
    await Promise.race([pages, untilAborted(stopping.signal)])
    const service = await serve(platform, host, modules)
    front.serve(service.handler)
    showProgress(host, 'ready', null)
    return service
  } catch (error) {
    await platform.close()
    throw error
  } finally {
    await letGo()
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** A lender to try things with begins at once; one that is to be real is founded by its operator (`puhui init`). */
async function foundUnlessFounded(platform: OpenPlatform): Promise<void> {
  if (await isFounded(platform)) return
  await write(platform, { actor: systemActor('start') }, (ctx) => foundLender(ctx))
}

function showProgress(host: MutableHost, readiness: Readiness, progress: HostProgress | null): void {
  host.readiness = readiness
  host.progress = progress
}

const DEMO_BUILDER = fileURLToPath(new URL('./demo/build.ts', import.meta.url))

/** What `demo/build.ts` exports. */
export interface DemoBuilder {
  /** The people of the role cards, for a platform without a simulated market. */
  hireDemoStaff(platform: OpenPlatform): Promise<void>
  buildDemo(options: {
    platform: OpenPlatform
    onProgress: (progress: { done: number; total: number; note: Localized }) => void
  }): Promise<void>
}

/** Without customers and loans; the role cards still let everybody in, to try with data of one's own. */
async function leaveEmpty(platform: OpenPlatform): Promise<void> {
  await foundUnlessFounded(platform)
  const { hireDemoStaff } = (await import(DEMO_BUILDER)) as DemoBuilder
  await hireDemoStaff(platform)
  await markDemo(platform, 'removed')
}

/** On an empty database; elsewhere the platform comes back as it is. */
async function withDemoBuilt(platform: OpenPlatform, { host, say, stopping }: Life): Promise<OpenPlatform> {
  if (!existsSync(DEMO_BUILDER) || (await demoState(platform.db)) !== 'none') return platform
  const { buildDemo } = (await import(DEMO_BUILDER)) as DemoBuilder
  await markDemo(platform, 'building')
  const db = platform.connectHurried()
  let shown = -1
  await buildDemo({
    platform: { ...platform, db },
    onProgress: (progress) => {
      stopping.signal.throwIfAborted()
      showProgress(host, 'building', progress)
      const tenth = progress.total > 0 ? Math.floor((10 * progress.done) / progress.total) : 0
      if (tenth !== shown) say(`  ${progress.note.zh} ${progress.note.en} ${tenth * 10}%`)
      shown = tenth
    },
  }).finally(() => db.destroy())
  await markDemo(platform, 'ready')
  return platform.withCopyKept?.() ?? platform
}

function problemText(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ setting, zh, en }) => `  ${setting}: ${zh}\n  ${' '.repeat(setting.length)}  ${en}`)
  return `设置有 ${problems.length} 处问题，未启动。 ${problems.length} settings are wrong; not started.\n${lines.join('\n')}`
}

function alreadyRunning({ dataDir }: Config, holder: { pid: number; address: string | null }): string {
  const at = holder.address ?? '…'
  return `此目录（${dataDir}）已有普惠在运行：${at}（进程 ${holder.pid}）\nPuhui is already running on this folder (${dataDir}): ${at} (process ${holder.pid})`
}
