/** Chinese first: the reader's own system faces, no download. Digits come from the Latin face with `tnum`. */
export const fontStack =
  '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", system-ui, -apple-system, "Segoe UI", sans-serif'

export const monoStack =
  'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace'

/** Sizes in CSS pixels; line heights as factors that leave air for Han characters. */
export interface TypeScale {
  readonly small: number
  readonly body: number
  readonly lead: number
  readonly heading: number
  readonly title: number
  readonly figure: number
  readonly lineHeight: number
}

export const normalText: TypeScale = {
  small: 12,
  body: 14,
  lead: 16,
  heading: 18,
  title: 22,
  figure: 28,
  lineHeight: 1.6,
}

export const largeText: TypeScale = {
  small: 16,
  body: 20,
  lead: 22,
  heading: 24,
  title: 28,
  figure: 36,
  lineHeight: 1.55,
}

/** Distances in CSS pixels. */
export const space = { hair: 2, tight: 4, near: 8, base: 12, room: 16, wide: 24, apart: 40 } as const

/** Corners in CSS pixels: small, because a page of tables should look ruled rather than bubbly. */
export const radius = { small: 3, base: 5, large: 10, pill: 999 } as const

/** Heights of controls and targets in CSS pixels. */
export const control = { compact: 28, base: 34, touch: 44 } as const

/** Milliseconds; all become 0 when the reader asks for less motion. */
export const motion = { quick: 120, base: 180, slow: 280 } as const
