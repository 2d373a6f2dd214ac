/** A decimal number: units × 10^-scale. */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

/** Reads a plain decimal number: `decimal('9.4822')`. */
export function decimal(text: string): Decimal {
  const [head = '0', tail = ''] = text.split('.')
  return { units: BigInt(head + tail), scale: tail.length }
}
