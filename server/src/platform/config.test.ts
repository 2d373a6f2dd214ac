import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('[CFG-1] production refuses missing keys and unsafe settings, all at once', () => {
  const { problems } = readConfig(['--production'], { PUHUI_DEMO: 'on', PORT: '99999' })
  expect(problems.map(({ setting }) => setting)).toEqual([
    'PORT',
    'PUHUI_MASTER_KEY',
    'DATABASE_URL',
    'PUHUI_PUBLIC_URL',
    'PUHUI_DEMO',
  ])
})

test('[CFG-2] production with everything in place starts without a demo', () => {
  const env = {
    PUHUI_MODE: 'production',
    PUHUI_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    DATABASE_URL: 'postgres://owner@db/puhui',
    PUHUI_PUBLIC_URL: 'https://lender.example',
  }
  const { config, problems } = readConfig([], env)
  expect(problems).toEqual([])
  expect(config).toMatchObject({ mode: 'production', isDemo: false, host: '127.0.0.1', port: null })
})

test('[CFG-3] flags go before the environment; a key of the wrong length is named', () => {
  const { config, problems } = readConfig(['--port', '0', '--database', 'postgres://x/y'], {
    PORT: '1',
    DATABASE_URL: 'mysql://z',
    PUHUI_MASTER_KEY: 'c2hvcnQ=',
  })
  expect(config).toMatchObject({ port: 0, databaseUrl: 'postgres://x/y' })
  expect(problems.map(({ setting }) => setting)).toEqual(['PUHUI_MASTER_KEY'])
})

test('[CFG-4] a word that is not known stops the start: it must not quietly mean something else', () => {
  const { problems } = readConfig(['--databse', '--port', '--production=yes', 'now'], {
    PUHUI_MODE: 'prod',
    PUHUI_DEMO: 'no',
    PUHUI_DEMO_CUSTOMERS: 'many',
  })
  const settings = problems.map(({ setting }) => setting)
  expect(settings).toEqual(['--databse', '--port', 'now', 'PUHUI_MODE', 'PUHUI_DEMO', 'PUHUI_DEMO_CUSTOMERS'])
  expect(readConfig(['--production=yes'], {}).problems.map(({ setting }) => setting)).toEqual(['--production'])
})

test('[CFG-5] in production codes are limited; who stands in front is named, and a misspelt range or limit stops the start', () => {
  const production = readConfig([], { PUHUI_MODE: 'production', PUHUI_TRUSTED_PROXIES: '10.0.0.0/8, loopback' }).config
  expect(production).toMatchObject({
    codesPerAddress: 30,
    codesInAll: 3_000,
    trustedProxies: ['10.0.0.0/8', 'loopback'],
  })
  const set = readConfig([], { PUHUI_CODES_PER_ADDRESS: '5', PUHUI_CODES_IN_ALL: 'off', PUHUI_TRUSTED_PROXIES: 'none' })
  expect(set.config).toMatchObject({ codesPerAddress: 5, codesInAll: null, trustedProxies: [] })
  expect(readConfig([], {}).config).toMatchObject({ codesPerAddress: null, codesInAll: null, trustedProxies: null })
  const wrong = ['10.0.0.0/33', '0.0.0.0/0', 'proxy', 'true', '10.0.0.1,,10.0.0.2']
  for (const text of wrong) {
    const { problems } = readConfig([], { PUHUI_TRUSTED_PROXIES: text })
    expect(problems.map(({ setting }) => setting)).toEqual(['PUHUI_TRUSTED_PROXIES'])
  }
  const limits = readConfig([], { PUHUI_CODES_PER_ADDRESS: '0', PUHUI_CODES_IN_ALL: 'many' }).problems
  expect(limits.map(({ setting }) => setting)).toEqual(['PUHUI_CODES_PER_ADDRESS', 'PUHUI_CODES_IN_ALL'])
})
