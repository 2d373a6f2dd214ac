/**
 * Some people of a market, spread over it: every so many-th from a first one on. Each comes once, also where the market
 * is so small that the steps come round to the same people.
 */
export function strideOver(
  size: number,
  { count, from, stride }: { readonly count: number; readonly from: number; readonly stride: number },
): readonly number[] {
  return [...new Set(Array.from({ length: count }, (_, i) => (i * stride + from) % size))]
}
