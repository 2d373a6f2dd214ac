import type { Localized } from '@puhui/kernel'

/** How a refusal reaches a person: the text, what to do about it, and the HTTP status. `{name}` takes a fact. */
export interface RefusalEntry {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503
  readonly zh: string
  readonly en: string
  readonly help?: Localized
}

export type RefusalTexts = Readonly<Record<string, RefusalEntry>>
