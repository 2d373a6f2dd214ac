import { derivedId } from '../../platform/ids.ts'
import type { ESignPort } from './port.ts'

/** A signature provider that signs at once. Its certificate proves nothing, and says so. */
export function simulatedESign(): ESignPort {
  return {
    means: { zh: '短信验证码确认的电子签名（模拟）', en: 'Electronic signature confirmed by a code (simulated)' },
    provider: '电子签名（模拟） / E-signature (simulated)',
    isSimulated: true,
    sign: async ({ contractId, documentSha256 }) => ({
      reference: derivedId('sgn', `${contractId}|${documentSha256}`),
    }),
  }
}
