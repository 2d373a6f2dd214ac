/** The last thousand times from the writing of an event to the moment it could be read. */
export function openLatency() {
  const last: number[] = []
  return {
    add(ms: number): void {
      last.push(ms)
      if (last.length > KEPT) last.shift()
    },
    read(): { measured: number; p50Ms: number | null; p99Ms: number | null; maxMs: number | null } {
      const sorted = last.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null
      return { measured: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1) ?? null }
    },
  }
}

const KEPT = 1_000
