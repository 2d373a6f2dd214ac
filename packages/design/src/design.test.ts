import { describe, expect, test } from 'vitest'
import {
  dark,
  largeText,
  light,
  normalText,
  type Palette,
  showAnnualRate,
  showCount,
  showDpd,
  showInstant,
  showLongDay,
  showMoney,
  showRate,
  showShortMoney,
  toneOf,
} from './index.ts'

describe('money', () => {
  test.each([
    [123_450n, '¥1,234.50'],
    [0n, '¥0.00'],
    [-5n, '−¥0.05'],
    [99_999_999_999n, '¥999,999,999.99'],
  ])('[D1] %s fen is %s', (amount, shown) => {
    expect(showMoney(amount)).toBe(shown)
  })

  test('[D1] a movement shows its direction', () => {
    expect(showMoney(100n, { sign: 'always' })).toBe('+¥1.00')
    expect(showMoney(-100n, { sign: 'always' })).toBe('−¥1.00')
    expect(showMoney(0n, { sign: 'always' })).toBe('¥0.00')
  })

  test.each([
    [98_765n, '¥988', '¥988'],
    [1_234_500n, '¥1.23万', '¥12.3K'],
    [12_345_600n, '¥12.3万', '¥123K'],
    [1_234_567_800n, '¥1,235万', '¥12.3M'],
    [123_456_780_000n, '¥12.3亿', '¥1.23B'],
    [-1_234_500n, '−¥1.23万', '−¥12.3K'],
  ])('[D2] %s fen is %s or %s', (amount, zh, en) => {
    expect([showShortMoney(amount, 'zh'), showShortMoney(amount, 'en')]).toEqual([zh, en])
  })

  test('a capped count says so', () => {
    expect([showCount(1000, { capped: true }), showCount(12_345)]).toEqual(['1,000+', '12,345'])
  })
})

describe('rate', () => {
  test.each([
    [72_000n, 2, '7.20%'],
    [-1_500n, 1, '−0.2%'],
    [-400n, 1, '0.0%'],
    [239_950n, 2, '24.00%'],
    [1_000_000n, 0, '100%'],
    [123_456n, 4, '12.3456%'],
  ])('[D3] %s ppm to %s places is %s', (rate, decimals, shown) => {
    expect(showRate(rate, decimals)).toBe(shown)
  })

  test('[D3] a yearly rate says that it is one', () => {
    expect([showAnnualRate(72_000n, 'zh'), showAnnualRate(72_000n, 'en')]).toEqual(['年化 7.20%', '7.20% p.a.'])
  })
})

describe('time', () => {
  test('[D4] a day in prose', () => {
    const day = '2026-11-02' as Parameters<typeof showLongDay>[0]
    expect([showLongDay(day, 'zh'), showLongDay(day, 'en')]).toEqual(['2026年11月2日', '2 Nov 2026'])
  })

  test.each([
    ['2026-11-22T16:30:05Z', 'minute', '2026-11-23 00:30'],
    ['2026-12-31T16:00:00.000Z', 'second', '2027-01-01 00:00:00'],
    ['2026-11-22T01:02:03+00:00', 'second', '2026-11-22 09:02:03'],
    ['not an instant', 'minute', 'not an instant'],
  ] as const)('[D5] %s to the %s is %s', (instant, precision, shown) => {
    expect(showInstant(instant, precision)).toBe(shown)
  })
})

describe('standing', () => {
  test.each([
    [0, 'M0', '未逾期', 'Current', 'good'],
    [1, 'M1', '逾期 1 天', '1 day past due', 'attention'],
    [30, 'M1', '逾期 30 天', '30 days past due', 'attention'],
    [31, 'M2', '逾期 31 天', '31 days past due', 'bad'],
    [91, 'M4+', '逾期 91 天', '91 days past due', 'bad'],
  ] as const)('[D6] %s days', (days, bucket, zh, en, tone) => {
    expect(showDpd(days, 'zh')).toEqual({ bucket, label: zh, tone })
    expect(showDpd(days, 'en').label).toBe(en)
  })

  test('[D7] a state has a tone, an unknown one is neutral', () => {
    expect(['approved', 'referred', 'overdue', 'settled', 'unheardOf'].map(toneOf)).toEqual([
      'good',
      'attention',
      'bad',
      'neutral',
      'neutral',
    ])
  })
})

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s palette', (_name, palette) => {
  test.each(textPairs(palette))('[D8] %s', (_pair, text, surface) => {
    expect(contrast(text, surface)).toBeGreaterThanOrEqual(4.5)
  })

  test('[D8] the focus ring and strong borders stand out from what is behind them', () => {
    for (const surface of [palette.page, palette.surface, palette.raised]) {
      expect(contrast(palette.focus, surface)).toBeGreaterThanOrEqual(3)
      expect(contrast(palette.borderStrong, surface)).toBeGreaterThanOrEqual(3)
    }
  })
})

test('[D9] large text raises every size and keeps their order', () => {
  const sizes = ['small', 'body', 'lead', 'heading', 'title', 'figure'] as const
  expect(sizes.every((size) => largeText[size] > normalText[size])).toBe(true)
  expect(sizes.map((size) => largeText[size])).toEqual(sizes.map((size) => largeText[size]).toSorted((a, b) => a - b))
  expect(largeText.body).toBeGreaterThanOrEqual(20)
})

function textPairs(palette: Palette): [string, string, string][] {
  const surfaces = ['page', 'surface', 'raised', 'sunken', 'hover', 'selected'] as const
  const texts = ['text', 'textSoft', 'textFaint', 'primary', 'accent'] as const
  const onSurfaces = texts.flatMap((text) =>
    surfaces.map((surface): [string, string, string] => [`${text} on ${surface}`, palette[text], palette[surface]]),
  )
  const tones = Object.entries(palette.tone).flatMap(([tone, { text, soft, strong }]): [string, string, string][] => [
    [`${tone} text on its soft ground`, text, soft],
    [`${tone} text on surface`, text, palette.surface],
    [`on ${tone} strong`, palette.onPrimary, strong],
  ])
  return [
    ...onSurfaces,
    ...tones,
    ['rail text', palette.railText, palette.railRaised],
    ['rail faint text', palette.railFaint, palette.rail],
    ['rail accent', palette.railAccent, palette.railRaised],
    ['on primary', palette.onPrimary, palette.primary],
    ['on primary hover', palette.onPrimary, palette.primaryHover],
    ['accent on its soft ground', palette.accent, palette.accentSoft],
    ['primary on its soft ground', palette.primary, palette.primarySoft],
  ]
}

/** WCAG 2.1 contrast ratio of two `#rrggbb` colours. */
function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
