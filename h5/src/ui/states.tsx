import { type ReactNode, useEffect } from 'react'
import { problemOf } from '../api/call.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'

/** Shows what a query is: loading, failed with a way to try again, or its data. */
export function Loaded<T>({
  query,
  children,
}: {
  readonly query: { data?: T | undefined; error: unknown; refetch: () => unknown }
  readonly children: (data: T) => ReactNode
}) {
  const text = useText(sharedText)
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (!query.error) return <output className="skeleton" aria-label={text.loading} />
  const problem = problemOf(query.error)
  return (
    <div className="notice bad" role="alert">
      <p>{problem?.title ?? text.failed}</p>
      <p className="small">{problem?.help ?? text.failedHelp}</p>
      <button type="button" className="button plain" onClick={() => query.refetch()}>
        {text.retry}
      </button>
    </div>
  )
}

/** What a refused or failed action says; the first field that is wrong is brought into view and takes the focus. */
export function Refused({ error }: { readonly error: unknown }) {
  const text = useText(sharedText)
  useEffect(() => {
    if (problemOf(error)?.problems?.length) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])
  if (!error) return null
  const problem = problemOf(error)
  return (
    <div className="notice bad" role="alert">
      <p>{problem?.title ?? text.failed}</p>
      {problem?.help && <p className="small">{problem.help}</p>}
      {!problem && <p className="small">{text.failedHelp}</p>}
    </div>
  )
}

/** The message for one field, from a problem answer: `fieldProblem(error, 'residentId')`. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  return problemOf(error)?.problems?.find((item) => item.pointer === `/${field}` || item.pointer === `#/${field}`)
    ?.message
}
