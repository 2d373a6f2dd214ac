import { STOP_CHARACTERS, STOP_WORDS } from './stop-words.ts'

/** Splits a text into words; the platform's own segmenter stands behind it. */
export type SplitWords = (text: string) => readonly string[]

export interface Topic {
  /** The words that stand for it, the most frequent first. */
  readonly terms: readonly string[]
  /** Places in the list of texts, ascending. */
  readonly texts: readonly number[]
}

export interface Topics {
  readonly topics: readonly Topic[]
  /** Texts in which no topic was found. */
  readonly rest: readonly number[]
}

const TERMS_MAX = 4
const TOPICS_MAX = 12
/** A word whose texts are mostly those of a topic is another word for it. */
const SAME_TOPIC = 0.6
/** A word that stands in most texts tells none of them apart. */
const TOO_COMMON = 0.8

/**
 * What people wrote about: words that recur, brought together when they stand in the same texts. A text may be about
 * several topics. The same texts in any order give the same topics.
 *
 * @param least in how many texts a word must stand; a topic has at least as many
 * @example topicsOf(['fees too high', 'high fees'], (text) => text.split(' '), 2).topics[0].terms // ['fee', 'high']
 */
export function topicsOf(texts: readonly string[], split: SplitWords, least: number): Topics {
  const found = new Map<string, Set<number>>()
  texts.forEach((text, at) => {
    for (const term of new Set(termsOf(text, split))) {
      const own = found.get(term)
      if (own) own.add(at)
      else found.set(term, new Set([at]))
    }
  })
  const most = Math.max(least, texts.length * TOO_COMMON)
  const terms = [...found]
    .filter(([, own]) => own.size >= least && own.size <= most)
    .sort((a, b) => b[1].size - a[1].size || b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1))
  const groups: { terms: string[]; texts: Set<number> }[] = []
  for (const [term, own] of terms) {
    const home = groups.find((group) => overlap(own, group.texts) >= SAME_TOPIC * own.size)
    if (home) {
      if (home.terms.length < TERMS_MAX) home.terms.push(term)
      for (const at of own) home.texts.add(at)
    } else if (groups.length < TOPICS_MAX) groups.push({ terms: [term], texts: new Set(own) })
  }
  const topics = groups
    .map((group) => ({ terms: group.terms, texts: [...group.texts].sort((a, b) => a - b) }))
    .sort((a, b) => b.texts.length - a.texts.length || (a.terms[0]! < b.terms[0]! ? -1 : 1))
  const covered = new Set(topics.flatMap((topic) => topic.texts))
  return { topics, rest: texts.map((_, at) => at).filter((at) => !covered.has(at)) }
}

function overlap(own: ReadonlySet<number>, other: ReadonlySet<number>): number {
  let both = 0
  for (const at of own) if (other.has(at)) both++
  return both
}

/**
 * The words of a text that can be a topic: lower case, English plurals as singulars, without words that say nothing by
 * themselves, without figures and single characters.
 */
export function termsOf(text: string, split: SplitWords): readonly string[] {
  return joined(split(text.normalize('NFKC').toLowerCase()))
    .map((word) => singular(word.trim()))
    .filter((word) => word.length > 1 && /\p{L}/u.test(word) && !/\d/u.test(word) && !STOP_WORDS.has(word))
}

const ONE_HAN = /^\p{Script=Han}$/u

/** Words and, where a dictionary knew only single characters, each two of them that stand side by side. */
function joined(words: readonly string[]): readonly string[] {
  const isPart = (word: string | undefined) => word !== undefined && ONE_HAN.test(word) && !STOP_CHARACTERS.has(word)
  const pairs = words.flatMap((word, at) => (isPart(word) && isPart(words[at + 1]) ? [`${word}${words[at + 1]}`] : []))
  return [...words, ...pairs]
}

function singular(word: string): string {
  if (!/^[a-z]{4,}$/u.test(word) || /(?:ss|us|is)$/u.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.endsWith('s') ? word.slice(0, -1) : word
}
