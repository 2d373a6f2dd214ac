import { derivedId } from '../../platform/ids.ts'
import type { IdentityAnswer, IdentityPort, IdentityQuestion, OwnershipAnswer, OwnershipQuestion } from './port.ts'

const PROVIDER = '身份核验（模拟） / Identity check (simulated)'

/**
 * An identity provider that knows everybody, save for test numbers by the three digits before the check digit:
 * 999 fails the document check, 998 gets no answer to it, 997 fails the face check, 996 gets no answer to it; the
 * telephone of 988 and the card of 987 are somebody else's, 986 lives elsewhere and 985 gets no answer to any of it.
 */
export function simulatedIdentity(): IdentityPort {
  return {
    checkDocument: async (question) => answer(question, 'document', { '999': 'failed', '998': 'unknown' }),
    checkFace: async (question) => answer(question, 'face', { '997': 'failed', '996': 'unknown' }),
    checkOwnership: async (question) => ownership(question),
  }
}

function answer(
  { name, residentId }: IdentityQuestion,
  kind: string,
  exceptions: Readonly<Record<string, IdentityAnswer['verdict']>>,
): IdentityAnswer {
  const verdict = exceptions[residentId.slice(14, 17)] ?? 'passed'
  return {
    verdict,
    provider: PROVIDER,
    isSimulated: true,
    reference: derivedId('sim', `${kind}|${name}|${residentId}`),
  }
}

function ownership({ name, residentId, mobile }: OwnershipQuestion): OwnershipAnswer {
  const serial = residentId.slice(14, 17)
  const reference = derivedId('sim', `ownership|${name}|${residentId}|${mobile}`)
  const common = { provider: PROVIDER, isSimulated: true, reference }
  if (serial === '985') return { ...common, status: 'timedOut', facts: null, priceFen: 0n, latencyMs: 3_000 }
  const facts = { phoneOwned: serial !== '988', cardOwned: serial !== '987', livesAtAddress: serial !== '986' }
  return { ...common, status: 'answered', facts, priceFen: 30n, latencyMs: 90 }
}
