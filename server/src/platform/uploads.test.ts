import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { systemActor } from './actor.ts'
import { freshPlatform } from './testing.ts'
import { keepUpload, readKeptUpload } from './uploads.ts'

const actor = systemActor('test')

test('[UPL-1] a file comes back byte for byte', async () => {
  const platform = await freshPlatform()
  const bytes = randomBytes(2_600_000)
  const file = {
    fileName: '贷款.csv',
    mediaType: 'text/csv',
    content: Readable.from([bytes.subarray(0, 5), bytes.subarray(5)]),
  }
  const kept = await keepUpload(platform, { actor }, 'applicants', file)
  expect(kept).toMatchObject({
    fileName: '贷款.csv',
    bytes: 2_600_000n,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })
  const parts: Buffer[] = []
  for await (const part of readKeptUpload(platform, kept.id)) parts.push(part as Buffer)
  expect(Buffer.concat(parts).equals(bytes)).toBe(true)
})

test('[UPL-2] a file that breaks off leaves nothing', async () => {
  const platform = await freshPlatform()
  async function* broken() {
    yield randomBytes(1_500_000)
    throw new Error('the line went dead')
  }
  const file = { fileName: 'x', mediaType: 'text/csv', content: Readable.from(broken()) }
  await expect(keepUpload(platform, { actor }, 'applicants', file)).rejects.toThrow('dead')
  expect(await platform.db.selectFrom('upload_chunk').select('no').execute()).toEqual([])
})
