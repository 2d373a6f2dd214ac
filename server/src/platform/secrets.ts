import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a data folder keeps for itself, readable by its owner alone. */
export interface Secrets {
  readonly masterKey: Buffer
  readonly superuserPassword: string
  readonly ownerPassword: string
}

/** Reads the secrets of a data folder, making them on the first start. The master key of the environment goes first. */
export function readSecrets(dataDir: string, masterKey: Buffer | null): Secrets {
  const file = path.join(dataDir, 'secrets.json')
  if (!existsSync(file)) make(file)
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<
    'masterKey' | 'superuserPassword' | 'ownerPassword',
    string
  >
  return { ...kept, masterKey: masterKey ?? Buffer.from(kept.masterKey, 'base64') }
}

function make(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const word = () => randomBytes(24).toString('base64url')
  const secrets = { masterKey: randomBytes(32).toString('base64'), superuserPassword: word(), ownerPassword: word() }
  const half = `${file}.${process.pid}`
  writeFileSync(half, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(half, file)
}
