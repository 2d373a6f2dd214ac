import type { SplitWords } from '@puhui/segment'

const segmenters = {
  zh: new Intl.Segmenter('zh', { granularity: 'word' }),
  en: new Intl.Segmenter('en', { granularity: 'word' }),
}

/** Words of a text by the dictionary that comes with the runtime (ICU); Chinese and English may stand side by side. */
export const splitWords: SplitWords = (text) => {
  const segmenter = /\p{Script=Han}/u.test(text) ? segmenters.zh : segmenters.en
  return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
}
