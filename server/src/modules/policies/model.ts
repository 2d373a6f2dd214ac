import { createHash } from 'node:crypto'
import { catalogueOf, type FactCatalogue } from '@puhui/condition'
import { assert } from '@puhui/kernel'
import {
  type CompiledPolicy,
  compilePolicy,
  consumerLoanFacts,
  contentHash,
  generatePolicy,
  type Policy,
} from '@puhui/policy'
import { makeFunction } from '../../platform/make-function.ts'

/** Every fact that this lender has a name for. */
export const FACTS: FactCatalogue = catalogueOf(consumerLoanFacts)

/** A policy version as it runs: the data it was stored as, and made ready. */
export interface PolicyInUse {
  readonly code: string
  readonly version: number
  readonly hash: string
  readonly policy: Policy
  readonly compiled: CompiledPolicy
}

export function hashOf(value: unknown): string {
  return contentHash(value, (text) => createHash('sha256').update(text).digest('hex'))
}

/** The hash of what a policy says, whatever number and day it gets: a backtest of it stays one of it. */
export function contentHashOf({ version: _version, effectiveOn: _day, ...content }: Policy): string {
  return hashOf(content)
}

const ready = new Map<string, PolicyInUse>()
const READY_MAX = 100

/** Makes a stored policy ready to run; the same content is made ready once per process. */
export function policyInUse(policy: Policy): PolicyInUse {
  const hash = hashOf(policy)
  const known = ready.get(hash)
  if (known) return known
  const compiled = compilePolicy(policy, FACTS)
  assert(compiled.ok, 'a released policy compiles', { id: policy.id, version: policy.version })
  const made = {
    code: policy.id,
    version: policy.version,
    hash,
    policy,
    compiled: generatePolicy(compiled.value, makeFunction),
  }
  if (ready.size >= READY_MAX) ready.clear()
  ready.set(hash, made)
  return made
}
