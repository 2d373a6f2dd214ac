import type { ConditionProblem } from './problem.ts'
import type { Place } from './tree.ts'

export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'symbol' | 'end'
  /** Of a text its content, of anything else what was written, in the standard spelling. */
  readonly text: string
  readonly place: Place
  readonly isPercent?: boolean
}

/** Spellings people and spreadsheets use, read as the standard one. */
const SPELLINGS: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '，': ',',
  '、': ',',
  '【': '[',
  '】': ']',
  '＝': '=',
  '＞': '>',
  '＜': '<',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '×': '*',
  '÷': '/',
  '－': '-',
  '＋': '+',
  且: 'and',
  并且: 'and',
  或: 'or',
  或者: 'or',
}
const WRONG_SPELLINGS: Readonly<Record<string, string>> = { '==': '=', '<>': '!=', '&&': 'and', '||': 'or', '!': 'not' }
const PATTERN =
  /(?<space>\s+)|(?<number>\d+(?:\.(?!\.)\d+)?)(?<percent>\s*[%％])?|"(?<text>(?:[^"\\]|\\.)*)"|“(?<quoted>[^”]*)”|(?<unclosed>["“].*$)|(?<name>[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)|(?<wrong>==|<>|&&|\|\||!(?!=))|(?<symbol>\.\.|<=|>=|!=|[-+*/=<>()[\],@（）【】，、＝＞＜≥≤≠×÷－＋])|(?<other>.)/suy

/** Cuts a text into tokens; whatever is no token is a problem and is passed over. */
export function tokensOf(text: string, problems: ConditionProblem[]): Token[] {
  const tokens: Token[] = []
  PATTERN.lastIndex = 0
  for (let match = PATTERN.exec(text); match; match = PATTERN.exec(text)) {
    const place = { start: match.index, end: match.index + match[0].length }
    const token = tokenOf(match, place, problems)
    if (token) tokens.push(token)
  }
  tokens.push({ kind: 'end', text: '', place: { start: text.length, end: text.length } })
  return tokens
}

function tokenOf(match: RegExpExecArray, place: Place, problems: ConditionProblem[]): Token | undefined {
  const part = match.groups!
  if (part.space) return undefined
  if (part.number) return { kind: 'number', text: part.number, place, ...(part.percent ? { isPercent: true } : {}) }
  if (part.text !== undefined) return quoted(part.text.replace(/\\(.)/gsu, '$1'), place, problems)
  if (part.quoted !== undefined) return quoted(part.quoted, place, problems)
  if (part.name) return spelled('name', part.name, place)
  if (part.symbol) return spelled('symbol', part.symbol, place)
  if (part.wrong) {
    const suggestion = WRONG_SPELLINGS[part.wrong]!
    problems.push({ code: 'condition.unexpected_character', place, text: part.wrong, suggestion })
    return { kind: /\w/.test(suggestion) ? 'name' : 'symbol', text: suggestion, place }
  }
  const code = part.unclosed ? 'condition.unclosed_text' : 'condition.unexpected_character'
  const suggestion = part.unclosed ? `${match[0]}"` : undefined
  problems.push({ code, place, text: match[0], ...(suggestion ? { suggestion } : {}) })
  return part.unclosed ? { kind: 'text', text: match[0].slice(1), place } : undefined
}

/** A text that a database cannot hold could be compared in one place and not in the other. */
function quoted(text: string, place: Place, problems: ConditionProblem[]): Token {
  const isStorable = !/\p{Cs}/u.test(text) && !text.includes('\0')
  if (!isStorable) problems.push({ code: 'condition.unexpected_character', place, text: '\uFFFD' })
  return { kind: 'text', text, place }
}

function spelled(kind: 'name' | 'symbol', written: string, place: Place): Token {
  const text = Object.hasOwn(SPELLINGS, written) ? SPELLINGS[written]! : written
  return { kind: /^\p{L}/u.test(text) ? 'name' : kind, text, place }
}
