import type { Finding, Repo } from './repo.ts'

/** Files of code, by where they stand. */
export function isCode(path: string): boolean {
  return /\.(ts|tsx|mts|mjs|js)$/.test(path)
}

export function isTest(path: string): boolean {
  return /\.(test|bench|fixture)\.tsx?$/.test(path) || path.startsWith('test/')
}

/**
 * The same text with comments, and if asked the insides of strings, blanked out: what remains is code, and every line
 * keeps its number.
 */
export function blank(text: string, options: { strings: boolean }): string {
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g
  return text.replace(token, (found) => {
    if (found.startsWith('/')) return spaces(found)
    return options.strings ? `${found[0]}${spaces(found.slice(1, -1))}${found[0]}` : found
  })
}

function spaces(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

/** Every place where a pattern stands in a text that was prepared by the caller. */
export function places(path: string, text: string, pattern: RegExp, say: string): Finding[] {
  return [...text.matchAll(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`))].map((match) => ({
    path,
    line: lineAt(text, match.index),
    say: say.replace('$0', match[0].trim()),
  }))
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

export function codeFiles(repo: Repo): string[] {
  return repo.files.filter(isCode)
}
