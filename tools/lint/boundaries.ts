import { dirname, posix } from 'node:path'

/** Server modules in the order in which data moves; a module may read the ones above it and no others. */
export const modulesInOrder = [
  'partners',
  'regulations',
  'products',
  'merchants',
  'market',
  'customers',
  'lists',
  'velocity',
  'sources',
  'profiles',
  'segments',
  'campaigns',
  'surveys',
  'applications',
  'underwriting',
  'policies',
  'decisions',
  'models',
  'fraud',
  'contracts',
  'ledger',
  'servicing',
  'funds',
  'mandates',
  'provisions',
  'insurance',
  'collections',
  'watch',
  'service',
  'complaints',
  'compliance',
  'learning',
  'webhooks',
] as const

/** npm packages that a pure package may import: schemas are declarations, and `api` and `events` are made of them. */
const allowedInPackages: Record<string, readonly string[]> = { api: ['zod'], events: ['zod'] }
const allowedInPackageTests = ['vitest', 'fast-check']
const layers = ['packages', 'server', 'console', 'h5', 'cli', 'test', 'bench', 'tools', 'bin', 'study']
const faces = ['console', 'h5', 'cli']

/**
 * Says why one file may not import another; `undefined` when it may.
 *
 * @param from the importing file, relative to the repository's root, with forward slashes
 * @param specifier what stands in the import
 * @returns a sentence that names the way out
 */
export function whyForbidden(from: string, specifier: string): string | undefined {
  const layer = from.split('/')[0]!
  const target = resolve(from, specifier)
  const isTest = /\.(test|bench|fixture)\.tsx?$/.test(from)
  if (isTest && isFixture(target)) return undefined
  if (layer === 'packages') return whyNotInPackage(from, target, isTest)
  if (deepPackageImport(from, target)) return `import the package by its name: @puhui/${part(target, 1)}`
  if (isTest) return undefined
  if (faces.includes(layer)) return whyNotInFace(layer, target)
  if (layer === 'server') return whyNotInServer(from, target)
  return undefined
}

/** What tests of several packages are made from: random conditions, records, applicants. */
function isFixture(target: Target): boolean {
  return 'path' in target && /^packages\/.*(?:\.fixture\.ts|\/arbitrary)$/.test(target.path)
}

type Target = { readonly npm: string } | { readonly path: string; readonly byName: boolean }

function resolve(from: string, specifier: string): Target {
  if (specifier.startsWith('.')) return { path: posix.normalize(`${dirname(from)}/${specifier}`), byName: false }
  const match = /^@puhui\/([^/]+)(\/.*)?$/.exec(specifier)
  if (!match) return { npm: specifier }
  const [, name, rest = ''] = match
  const folder = layers.includes(name!) ? name! : `packages/${name}`
  return { path: `${folder}${rest}`, byName: rest === '' }
}

function part(target: Target, index: number): string | undefined {
  return 'path' in target ? target.path.split('/')[index] : undefined
}

function deepPackageImport(from: string, target: Target): boolean {
  if ('npm' in target || part(target, 0) !== 'packages' || target.byName) return false
  const own = from.split('/')
  return !(own[0] === 'packages' && own[1] === part(target, 1))
}

function whyNotInPackage(from: string, target: Target, isTest: boolean): string | undefined {
  const name = from.split('/')[1]!
  if ('npm' in target) {
    const allowed = [...(allowedInPackages[name] ?? []), ...(isTest ? allowedInPackageTests : [])]
    if (allowed.includes(target.npm) || (isTest && target.npm.startsWith('node:'))) return undefined
    return `packages/ are pure and import only packages/: take what ${target.npm} gives as an argument`
  }
  if (part(target, 0) !== 'packages') return 'packages/ import only packages/: move the rule down or pass its result in'
  if (deepPackageImport(from, target)) return `import the package by its name: @puhui/${part(target, 1)}`
  return undefined
}

function whyNotInFace(layer: string, target: Target): string | undefined {
  const to = part(target, 0)
  if (to === undefined || to === layer || to === 'packages') return undefined
  return `${layer}/ imports packages/ and itself, never ${to}/: call the operation through the client of @puhui/api`
}

function whyNotInServer(from: string, target: Target): string | undefined {
  if ('npm' in target || part(target, 0) === 'packages') return undefined
  if (part(target, 0) !== 'server') return `server/ never imports ${part(target, 0)}/`
  const [, , area, name] = from.split('/')
  const [toArea, toName, ...toRest] = [part(target, 2), part(target, 3), part(target, 4)]
  if (area === toArea && (area !== 'modules' || name === toName)) return undefined
  switch (area) {
    case 'platform':
      return `platform/ knows no ${toArea}/: take what it needs as a parameter`
    case 'adapters':
      return toArea === 'platform' ? undefined : 'adapters/ import only platform/ and packages/'
    case 'modules':
      return whyNotInModule(name!, { toArea, toName, file: toRest[0] })
    case 'flows':
      if (toArea === 'platform') return undefined
      if (toArea !== 'modules') return `flows/ import platform/, packages/ and modules, not ${toArea}/`
      return toRest[0] === 'index.ts' ? undefined : `import modules/${toName}/index.ts, the module's public face`
    default:
      return undefined
  }
}

function whyNotInModule(
  name: string,
  to: { toArea: string | undefined; toName: string | undefined; file: string | undefined },
): string | undefined {
  if (to.toArea === 'platform') return undefined
  if (to.toArea !== 'modules') return `modules/ never import ${to.toArea}/: emit an event or let a flow call you`
  const [own, other] = [name, to.toName].map((each) => modulesInOrder.indexOf(each as (typeof modulesInOrder)[number]))
  if (own === -1 || other === -1) return `modules/${own === -1 ? name : to.toName} is missing in modulesInOrder`
  if (other! > own!) return `modules/${to.toName} comes after modules/${name}: news goes upstream only as an event`
  return to.file === 'index.ts' ? undefined : `import modules/${to.toName}/index.ts, the module's public face`
}
