import type { DmnType } from './dmn-model.ts'
import { type FeelScope, testsHold, typeNameOf } from './feel-evaluate.ts'
import { type FeelValue, isContext, isList } from './feel-value.ts'

/** The types of a model, and a scope in which their allowed values are read. */
export interface TypeScope {
  readonly types: ReadonlyMap<string, DmnType>
  readonly scope: FeelScope
}

const BASES: Readonly<Record<string, string>> = {
  dateTime: 'date and time',
  dayTimeDuration: 'days and time duration',
  yearMonthDuration: 'years and months duration',
}
const KNOWN = new Set([
  'number',
  'string',
  'boolean',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
])
const DEPTH_MAX = 40

/**
 * A value as a type asks for it; null when it is not of the type. A list of one stands for its
 * item and an item for a list of one, as DMN converts them.
 */
export function conform(value: FeelValue, typeRef: string | undefined, scope: TypeScope): FeelValue {
  if (value === null || typeRef === undefined) return value
  const definition = scope.types.get(typeRef)
  return definition ? conformed(value, definition, scope, 0) : based(value, typeRef)
}

function based(value: FeelValue, typeRef: string): FeelValue {
  const base = BASES[typeRef] ?? typeRef
  if (!KNOWN.has(base)) return value
  if (typeNameOf(value) === base) return value
  return isList(value) && value.length === 1 && typeNameOf(value[0]!) === base ? value[0]! : null
}

function conformed(value: FeelValue, type: DmnType, scope: TypeScope, depth: number): FeelValue {
  if (depth > DEPTH_MAX) return null
  if (!type.isCollection) return single(value, type, scope, depth)
  const items = (isList(value) ? value : [value]).map((item) =>
    item === null ? null : single(item, type, scope, depth),
  )
  return items.some((item, i) => item === null && (!isList(value) || value[i] !== null)) ? null : items
}

function single(value: FeelValue, type: DmnType, scope: TypeScope, depth: number): FeelValue {
  const inner = type.base === undefined ? undefined : scope.types.get(type.base)
  let typed: FeelValue = inner ? conformed(value, inner, scope, depth + 1) : type.base ? based(value, type.base) : value
  if (type.components.length > 0) typed = structured(value, type, scope, depth)
  if (typed === null || type.allowed === undefined) return typed
  return testsHold(type.allowed, typed, scope.scope) ? typed : null
}

/** A context with its components conformed; a component that is absent is null. */
function structured(value: FeelValue, type: DmnType, scope: TypeScope, depth: number): FeelValue {
  const one = isList(value) && value.length === 1 ? value[0]! : value
  if (!isContext(one)) return null
  const result = new Map(one)
  for (const [name, component] of type.components) {
    const part = one.get(name) ?? null
    if (part === null) continue
    const typed = conformed(part, component, scope, depth + 1)
    if (typed === null) return null
    result.set(name, typed)
  }
  return result
}

/** The allowed values of a type in their order. */
export function valuesOf(typeRef: string | undefined, { types }: TypeScope): DmnType['values'] {
  return (typeRef === undefined ? undefined : types.get(typeRef))?.values ?? []
}
