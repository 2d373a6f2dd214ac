import { assert } from '@puhui/kernel'
import { beforeDrop } from '../../server/src/platform/testing.ts'
import { namelessIn } from './journal-words.ts'

/** Whatever a story did, its journal can be read by a person: no field and no object stands there as a bare key. */
beforeDrop.push(async ({ owner }) => {
  const lines = await owner.selectFrom('journal').select(['object_kind as objectKind', 'before', 'after']).execute()
  const nameless = namelessIn(lines)
  assert(nameless.length === 0, 'the journal shows what has no name', { nameless })
})
