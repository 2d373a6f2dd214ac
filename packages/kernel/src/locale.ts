/** The languages in which the platform is complete. Chinese is the first. */
export type Locale = 'zh' | 'en'

/** A text in every language of the platform. */
export type Localized = Readonly<Record<Locale, string>>
