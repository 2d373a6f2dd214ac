import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { type Cluster, type ClusterOptions, startCluster } from './cluster.ts'

/** A private PostgreSQL that is brought back when it ends by itself (someone killed it); stop it with `stop`. */
export async function startSupervisedCluster(
  options: ClusterOptions,
  log: Log,
): Promise<Pick<Cluster, 'host' | 'port' | 'stop'>> {
  let isStopping = false
  let current = await startCluster(options)
  const watch = async (): Promise<void> => {
    await current.ended
    if (isStopping) return
    log.warn('postgres.ended_by_itself')
    current = await restart(options, log, () => isStopping)
    void watch()
  }
  void watch()
  const { host, port } = current
  return {
    host,
    port,
    stop: async () => {
      isStopping = true
      await current.stop()
    },
  }
}

async function restart(options: ClusterOptions, log: Log, isStopping: () => boolean): Promise<Cluster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startCluster(options)
    } catch (error) {
      log.error('postgres.restart_failed', { error, count: attempt })
      if (isStopping()) throw error
      await sleep(Math.min(30_000, 500 * 2 ** attempt))
    }
  }
}
