/** How this process runs. Read once, by `readConfig`; nothing else looks at the environment. */
export interface Config {
  readonly mode: 'development' | 'production' | 'test'
  /** Role cards on the login page, simulated adapters, a clock that can be moved. */
  readonly isDemo: boolean
  readonly host: string
  readonly port: number | null
  readonly dataDir: string
  /** The lender's own PostgreSQL; null for the private one. */
  readonly databaseUrl: string | null
  /** Where people reach the platform, when it stands behind a proxy: decides secure cookies and the allowed origin. */
  readonly publicUrl: string | null
  readonly logLevel: string
}

export const testConfig: Config = {
  mode: 'test',
  isDemo: true,
  host: '127.0.0.1',
  port: null,
  dataDir: '',
  databaseUrl: null,
  publicUrl: null,
  logLevel: 'silent',
}
