import type { Localized } from '@puhui/kernel'
import type { Feeds } from '@puhui/segment'
import { factById, NEEDS } from '../profiles/index.ts'

/** Facts that a customer may state about themselves. */
const STATED = ['occupation', 'education', 'paymentChannel']

export interface Feed {
  readonly id: string
  readonly label: Localized
  readonly values: readonly { readonly value: string; readonly label: Localized }[]
}

/** What an answer can tell of a person, with the values that the persona knows. */
export const FEEDS: readonly Feed[] = [
  { id: 'needs', label: { zh: '需求', en: 'needs' }, values: NEEDS },
  ...STATED.map((id) => ({ id, label: factById.get(id)!.label, values: factById.get(id)!.values ?? [] })),
]

export const feeds: Feeds = new Map(FEEDS.map(({ id, values }) => [id, new Set(values.map(({ value }) => value))]))
