import { relative, sep } from 'node:path'
import { whyForbidden } from './boundaries.ts'

interface Literal {
  readonly type: string
  readonly value?: unknown
}

interface ImportNode {
  readonly source: Literal | null
}

interface RuleContext {
  readonly filename: string
  readonly cwd: string
  report(finding: { node: ImportNode; message: string }): void
}

/** oxlint's view of the boundaries: every form of import is asked of `whyForbidden`. */
const boundaries = {
  create(context: RuleContext) {
    const from = relative(context.cwd, context.filename).split(sep).join('/')
    const check = (node: ImportNode) => {
      if (typeof node.source?.value !== 'string') return
      const message = whyForbidden(from, node.source.value)
      if (message) context.report({ node, message })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}

export default { meta: { name: 'puhui' }, rules: { boundaries } }
