import type { Localized } from '@puhui/kernel'

/** A provider names itself as `Chinese / English`; a name without a slash is the same in both. */
export function providerName(provider: string): Localized {
  const [zh = provider, en = zh] = provider.split(' / ')
  return { zh, en }
}
