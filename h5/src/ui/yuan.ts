import { parseYuan } from '@puhui/money'

/** What was typed in yuan, in fen; 0 while it is not an amount. */
export function typedFen(typed: string): string {
  const parsed = parseYuan(typed)
  return parsed.ok && parsed.value > 0n ? String(parsed.value) : '0'
}
