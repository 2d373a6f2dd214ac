import { createHash } from 'node:crypto'
import { derivedId } from '../../platform/ids.ts'
import type { DevicePort } from './port.ts'

const PROVIDER = '设备核验（模拟） / Device check (simulated)'
const PRICE_FEN = 10n

/**
 * A provider that invents a device from its number and always the same one. Numbers that begin with `emulator` are
 * emulators; those that begin with `silent` get no answer in time; those that begin with `faraway` are in another region than home.
 */
export function simulatedDevice(): DevicePort {
  return {
    assess: async ({ deviceId, asOf }) => {
      const reference = derivedId('sim', `device|${deviceId}|${asOf}`)
      const common = { provider: PROVIDER, isSimulated: true, reference }
      if (deviceId.startsWith('silent'))
        return { ...common, status: 'timedOut', facts: null, latencyMs: 1_000, priceFen: 0n }
      const dice = createHash('sha256').update(`device|${deviceId}`).digest()
      const facts = {
        deviceEmulated: deviceId.startsWith('emulator'),
        deviceAgeDays: dice.readUInt16BE(0) % 900,
        deviceNearHome: !deviceId.startsWith('faraway'),
      }
      return { ...common, status: 'answered', facts, latencyMs: 20 + (dice[2]! % 60), priceFen: PRICE_FEN }
    },
  }
}
