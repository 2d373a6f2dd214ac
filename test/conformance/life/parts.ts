import type { Parts } from '@puhui/loan'

export const NO_PARTS: Parts = { principalFen: 0n, interestFen: 0n, feeFen: 0n, penaltyFen: 0n }
