import type { TestProject } from 'vitest/node'
import { startTestPostgres } from '../../server/src/platform/postgres/test-cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    testPostgres: { host: string; port: number; password: string }
  }
}

/** Brings up a real PostgreSQL with a migrated template database for this run, and takes it away afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestPostgres()
  project.provide('testPostgres', { host: cluster.host, port: cluster.port, password: cluster.password })
  return () => cluster.stop()
}
