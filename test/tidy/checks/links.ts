import { posix } from 'node:path'
import type { Check, Finding, Repo } from '../repo.ts'
import { lineAt } from '../source.ts'

function find(repo: Repo): Finding[] {
  return repo.files.filter((path) => path.endsWith('.md')).flatMap((path) => brokenLinks(path, repo))
}

function brokenLinks(path: string, repo: Repo): Finding[] {
  const text = repo.text(path).replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => code.replace(/[^\n]/g, ' '))
  return [...text.matchAll(/\[[^\]\n]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].flatMap((match) => {
    const link = match[1]!
    if (/^[a-z]+:/i.test(link)) return []
    const say = whyBroken(path, link, repo)
    return say ? [{ path, line: lineAt(text, match.index), say }] : []
  })
}

function whyBroken(path: string, link: string, repo: Repo): string | undefined {
  const [file, anchor] = link.split('#')
  const target = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), decodeURI(file!)))
  if (target.startsWith('..')) return `${link} leaves the repository`
  if (!repo.has(target.replace(/\/$/, ''))) return `${link} is not there`
  if (!anchor || !target.endsWith('.md')) return undefined
  return anchors(repo.text(target)).includes(decodeURIComponent(anchor))
    ? undefined
    : `no heading #${anchor} in ${target}`
}

/** The anchors that a code host gives to headings. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#{1,6} +(.+)$/gm)].map((match) =>
    match[1]!
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

export const links: Check = {
  name: 'links in Markdown',
  find,
  bad: {
    'docs/a.md':
      '[there](b.md) [gone](c.md) [web](https://example.com)\n[heading](b.md#one-word) [none](b.md#two)\n`[code](x.md)`',
    'docs/b.md': '# One word',
    'README.md': '[up](../x.md)',
  },
  finds: ['docs/a.md:1', 'docs/a.md:2', 'README.md:1'],
}
