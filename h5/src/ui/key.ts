import { useState } from 'react'

/** One idempotency key for as long as the page stands: a second tap or a retry is the same request. */
export function useIdempotencyKey(): string {
  const [key] = useState(() => crypto.randomUUID())
  return key
}
