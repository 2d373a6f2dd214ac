import { expect } from 'vitest'
import { beforeDrop } from '../../server/src/platform/testing.ts'
import { namelessIn } from './journal-words.ts'

/** Whatever a story did, its journal can be read by a person: no field and no object stands there as a bare key. */
beforeDrop.push(async ({ owner }) => {
  const lines = await owner.selectFrom('journal').select(['object_kind as objectKind', 'before', 'after']).execute()
  expect(namelessIn(lines), 'what the journal shows without a name').toEqual([])
})
