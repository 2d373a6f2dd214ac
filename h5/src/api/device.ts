const KEPT_AS = 'puhui.device'
const SHAPE = /^[\w-]{16,64}$/

/**
 * A random number by which this device is known again when it applies. It says nothing about the device or its holder,
 * is made here, and goes when the browser's data is cleared; where nothing may be kept there is none.
 */
export function deviceId(): string | undefined {
  try {
    const kept = localStorage.getItem(KEPT_AS)
    if (kept !== null && SHAPE.test(kept)) return kept
    const made = crypto.randomUUID()
    localStorage.setItem(KEPT_AS, made)
    return localStorage.getItem(KEPT_AS) === made ? made : undefined
  } catch {
    return undefined
  }
}
