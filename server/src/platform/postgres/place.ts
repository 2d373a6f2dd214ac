import { createHash } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The unprivileged user that PostgreSQL runs as when the platform was started by root. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
}

/** The folders of a private PostgreSQL. All of them belong to the user that runs it. */
export interface Place {
  readonly root: string
  readonly cluster: string
  readonly socket: string
  readonly runAs: RunAs | null
}

const SOCKET_PATH_MAX = 90

/** PostgreSQL refuses to run as root; then it runs as `nobody`. */
export function runAsUser(): RunAs | null {
  if (process.getuid?.() !== 0) return null
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) }
}

/**
 * Chooses where the cluster of a data folder lies: inside it, or, when its user cannot enter that folder (a closed home
 * of root), under /var/lib with a pointer file left in the data folder.
 */
export function choosePlace(dataDir: string, runAs: RunAs | null): Place {
  mkdirSync(dataDir, { recursive: true })
  const real = realpathSync(dataDir)
  const root = runAs && !isOpenTo(runAs, real) ? placeOutside(real) : path.join(real, 'postgres')
  for (const folder of [root]) ownFolder(folder, runAs)
  const socket = shortSocketFolder(root)
  ownFolder(socket, runAs)
  return { root, cluster: path.join(root, 'cluster'), socket, runAs }
}

function placeOutside(dataDir: string): string {
  const base = existsSync('/var/lib') ? '/var/lib/puhui' : path.join(tmpdir(), 'puhui')
  const root = path.join(base, `data-${shortHash(dataDir)}`)
  mkdirSync(base, { recursive: true, mode: 0o755 })
  writeFileSync(path.join(dataDir, 'postgres.path'), `${root}\n`)
  return root
}

function shortSocketFolder(root: string): string {
  const inside = path.join(root, 'socket')
  return inside.length < SOCKET_PATH_MAX ? inside : path.join(tmpdir(), `puhui-${shortHash(root)}`)
}

function isOpenTo(runAs: RunAs, folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === runAs.uid ? 0o100 : gid === runAs.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

function ownFolder(folder: string, runAs: RunAs | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (runAs) chownSync(folder, runAs.uid, runAs.gid)
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
