import type { AnyOperation, ListSpec } from '@puhui/api'
import { requireActor } from '../auth/authorize.ts'
import { type ReadContext, readContext } from '../context.ts'
import { RefusalError } from '../refusal-error.ts'
import { type App, localeOf } from './app.ts'
import { csvOf } from './csv.ts'
import { validateInput } from './validate.ts'

type Page = { rows: Record<string, unknown>[] }
type ListHandler = (
  ctx: ReadContext,
  input: { params: unknown; query: Record<string, unknown>; body: undefined },
) => Promise<Page>

const PAGE = 5_000
const ROWS_MAX = 100_000

/** Every list also answers as CSV at `<path>.csv`, with the same filters and sort, all pages in one file. */
export function addCsvRoute(app: App, operation: AnyOperation, handler: ListHandler): void {
  app.server.get(`/api${operation.path}.csv`, { config: { operationId: operation.id } }, async (request, reply) => {
    const actor = await requireActor(app.platform, request, operation.permission)
    const locale = localeOf(request)
    const { lang: _lang, columns, ...query } = request.query as Record<string, unknown>
    const input = validateInput<{ params: unknown; query: Record<string, unknown>; body: undefined }>(operation, {
      params: request.params,
      query,
      body: undefined,
    })
    const only = columnsOf(operation.list!, columns)
    const ctx = readContext(app.platform, { actor, requestId: request.id, locale })
    const rows: Record<string, unknown>[] = []
    for (let page = 1; rows.length < ROWS_MAX; page++) {
      const part = await handler(ctx, { ...input, query: { ...input.query, page, pageSize: PAGE, count: 'capped' } })
      rows.push(...part.rows)
      if (part.rows.length < PAGE) break
    }
    const text = csvOf(operation.list!, rows, locale, only)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${operation.id}.csv"`)
      .send(text)
  })
}

/** The columns that were asked for, all of them when none was. */
function columnsOf(spec: ListSpec, asked: unknown): string[] | undefined {
  if (asked === undefined) return undefined
  const names = [asked].flat().flatMap((text) => String(text).split(','))
  if (names.every((name) => Object.hasOwn(spec.columns, name))) return names
  throw new RefusalError({ code: 'request.invalid', count: 1 }, [
    { pointer: 'query/columns', code: 'request.not_an_option' },
  ])
}
