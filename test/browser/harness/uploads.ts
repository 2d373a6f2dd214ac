import type { APIRequestContext, BrowserContext } from 'playwright-core'

const header = '姓名,身份证号,手机号,银行卡号,住址,申请金额,期数,还款方式,用途,申请日期'
const badRow =
  '赵丽华,110101199001011237,13700000011,6222021234567890128,河南省商丘市虞城县,,12,等额本息,医疗,2026/11/20'

interface ImportRun {
  readonly id: string
  readonly status: string
}

/**
 * A lender that nobody has imported into has no import and no job to look at: one file is uploaded and tried, and
 * nothing of it is taken over.
 */
export async function ensureImport({ request }: BrowserContext): Promise<void> {
  const { total } = await answerOf<{ total: number }>(request, '/api/imports')
  if (total > 0) return
  const headers = { 'x-requested-with': 'puhui' }
  const file = { name: 'branch.csv', mimeType: 'text/csv', buffer: Buffer.from(`${header}\n${badRow}\n`) }
  const uploaded = await request.post('/api/imports', { headers, multipart: { file } })
  if (!uploaded.ok()) throw new Error(`the file was not taken: ${uploaded.status()} ${await uploaded.text()}`)
  const { id } = (await uploaded.json()) as ImportRun
  const { maps } = await answerOf<{ maps: { name: string; yaml: string }[] }>(request, '/api/import-maps')
  const map = maps.find(({ name }) => name === 'applicants-zh')?.yaml
  const begun = await request.post(`/api/imports/${id}/check`, { headers, data: { map } })
  if (!begun.ok()) throw new Error(`the file was not tried: ${begun.status()} ${await begun.text()}`)
  await checked(request, id)
}

async function checked(request: APIRequestContext, id: string): Promise<void> {
  const until = performance.now() + 60_000
  while (performance.now() < until) {
    const { status } = await answerOf<ImportRun>(request, `/api/imports/${id}`)
    if (!['uploaded', 'checking'].includes(status)) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('the dry run of the import does not end')
}

async function answerOf<T>(request: APIRequestContext, path: string): Promise<T> {
  const answer = await request.get(path)
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}
