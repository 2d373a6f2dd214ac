import { dark, light, type Palette } from './palette.ts'
import { control, fontStack, largeText, monoStack, motion, normalText, radius, space, type TypeScale } from './scale.ts'

/**
 * The tokens as CSS custom properties: light by default, `[data-theme=dark]`, `[data-text=large]`.
 *
 * @returns a style sheet; the build of each web app serves it as a file, so that the first paint is right
 */
export function tokensCss(): string {
  return [
    rule(':root', { 'color-scheme': 'light', ...colours(light), ...type(normalText), ...measures() }),
    rule(':root[data-theme=dark]', { 'color-scheme': 'dark', ...colours(dark) }),
    rule(':root[data-text=large]', type(largeText)),
    `@media (prefers-reduced-motion: reduce) { ${rule(':root', still())} }`,
  ].join('\n')
}

function colours({ tone, chart, ...plain }: Palette): Record<string, string> {
  const flat = Object.entries(plain).map(([name, value]) => [`--${kebab(name)}`, value])
  const tones = Object.entries(tone).flatMap(([name, { text, soft, strong }]) => [
    [`--${name}-text`, text],
    [`--${name}-soft`, soft],
    [`--${name}-strong`, strong],
  ])
  const charts = chart.map((value, index) => [`--chart-${index + 1}`, value])
  return Object.fromEntries([...flat, ...tones, ...charts])
}

function type({ lineHeight, ...sizes }: TypeScale): Record<string, string> {
  const lengths = Object.entries(sizes).map(([name, px]) => [`--font-${name}`, `${px}px`])
  return { ...Object.fromEntries(lengths), '--line-height': String(lineHeight) }
}

function measures(): Record<string, string> {
  const px = (prefix: string, values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`--${prefix}-${name}`, `${value}px`]))
  return {
    '--font': fontStack,
    '--mono': monoStack,
    ...px('space', space),
    ...px('radius', radius),
    ...px('control', control),
    ...Object.fromEntries(Object.entries(motion).map(([name, ms]) => [`--motion-${name}`, `${ms}ms`])),
  }
}

function still(): Record<string, string> {
  return Object.fromEntries(Object.keys(motion).map((name) => [`--motion-${name}`, '0ms']))
}

function rule(selector: string, properties: Record<string, string>): string {
  const lines = Object.entries(properties).map(([name, value]) => `${name}: ${value};`)
  return `${selector} { ${lines.join(' ')} }`
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
