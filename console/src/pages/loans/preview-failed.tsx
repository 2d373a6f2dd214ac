import { problemOf } from '../../api/call.ts'
import { Problems } from '../../ui/problems.tsx'
import { Failed } from '../../ui/states.tsx'

/** A preview that the loan refuses says why, and trying again would not help; one that did not come can be asked for again. */
export function PreviewFailed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const status = problemOf(error)?.status
  if (status === 409 || status === 422) return <Problems error={error} />
  return <Failed error={error} onRetry={onRetry} />
}
