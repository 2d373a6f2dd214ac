import type { Tone } from './tone.ts'

/**
 * The colours of one appearance. Teal ink on rice paper with a persimmon accent: quiet where staff read all day,
 * warm where something asks for a hand. Each text colour meets WCAG AA on each surface of its palette (SPEC D8).
 */
export interface Palette {
  readonly page: string
  readonly surface: string
  readonly raised: string
  readonly sunken: string
  readonly hover: string
  readonly selected: string
  readonly border: string
  readonly borderStrong: string
  readonly text: string
  readonly textSoft: string
  readonly textFaint: string
  readonly primary: string
  readonly primaryHover: string
  readonly primaryPressed: string
  readonly primarySoft: string
  /** Text on `primary` and on `tone.*.strong`. */
  readonly onPrimary: string
  readonly accent: string
  readonly accentSoft: string
  readonly focus: string
  /** The rail at the side, dark in both appearances. */
  readonly rail: string
  readonly railRaised: string
  readonly railText: string
  readonly railFaint: string
  readonly railLine: string
  readonly railAccent: string
  readonly shadow: string
  readonly tone: Readonly<Record<Tone, { readonly text: string; readonly soft: string; readonly strong: string }>>
  /** In order of use; neighbours differ in lightness too, so that they part without colour. */
  readonly chart: readonly string[]
}

export const light: Palette = {
  page: '#f3f1ea',
  surface: '#fffefb',
  raised: '#ffffff',
  sunken: '#f8f6f0',
  hover: '#f1f4f0',
  selected: '#e3efec',
  border: '#dfdbd0',
  borderStrong: '#8d8a80',
  text: '#14282b',
  textSoft: '#3f5457',
  textFaint: '#566769',
  primary: '#0b5d60',
  primaryHover: '#0e7174',
  primaryPressed: '#084547',
  primarySoft: '#e1eeeb',
  onPrimary: '#ffffff',
  accent: '#b34a16',
  accentSoft: '#fae9dc',
  focus: '#b34a16',
  rail: '#0d2c30',
  railRaised: '#164045',
  railText: '#e4eeec',
  railFaint: '#a3bbb9',
  railLine: '#2c5256',
  railAccent: '#eda56f',
  shadow: '0 1px 2px rgb(20 40 43 / 6%), 0 6px 20px rgb(20 40 43 / 7%)',
  tone: {
    neutral: { text: '#475558', soft: '#eceae3', strong: '#5a696b' },
    info: { text: '#1d4f80', soft: '#e3ecf5', strong: '#28609a' },
    active: { text: '#0b5d60', soft: '#dcecea', strong: '#0b5d60' },
    good: { text: '#1b6038', soft: '#e0efe3', strong: '#22733f' },
    attention: { text: '#7c4a00', soft: '#faecd0', strong: '#965a00' },
    bad: { text: '#9d2117', soft: '#fae4e0', strong: '#b3261e' },
  },
  chart: ['#0b5d60', '#d9793a', '#6fa8a3', '#8a3a1b', '#b9a44c', '#3d5a80', '#a8b8b5', '#5d7f3b'],
}

export const dark: Palette = {
  page: '#0c1314',
  surface: '#131c1e',
  raised: '#1a2528',
  sunken: '#0f1719',
  hover: '#1b282b',
  selected: '#17383a',
  border: '#2a393c',
  borderStrong: '#6a7c7d',
  text: '#e8efed',
  textSoft: '#bccac8',
  textFaint: '#9badab',
  primary: '#6cc5bd',
  primaryHover: '#85d4cd',
  primaryPressed: '#56b0a8',
  primarySoft: '#17383a',
  onPrimary: '#06201f',
  accent: '#eda56f',
  accentSoft: '#3a2617',
  focus: '#eda56f',
  rail: '#091a1c',
  railRaised: '#12363a',
  railText: '#e4eeec',
  railFaint: '#9db4b2',
  railLine: '#234449',
  railAccent: '#eda56f',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 45%)',
  tone: {
    neutral: { text: '#bdc9c7', soft: '#263235', strong: '#a3b3b1' },
    info: { text: '#9cc5ee', soft: '#172d42', strong: '#86b6e6' },
    active: { text: '#7fd1c9', soft: '#143537', strong: '#6cc5bd' },
    good: { text: '#8ed3a2', soft: '#17331f', strong: '#7cc893' },
    attention: { text: '#edc27a', soft: '#38290f', strong: '#e5b35f' },
    bad: { text: '#ffaca2', soft: '#421c18', strong: '#ff9a8f' },
  },
  chart: ['#6cc5bd', '#eda56f', '#3f8e89', '#f3d38b', '#b5643a', '#8fb3dd', '#6c7f7e', '#a3c47c'],
}
