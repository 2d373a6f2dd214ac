import { Alert } from 'antd'
import { OfflineError, problemOf } from '../api/call.ts'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'

/** What the server had against it, all at once, in the reader's language. Nothing when there is no error. */
export function Problems({ error }: { readonly error: unknown }) {
  const t = useText(uiText).problems
  if (!error) return null
  const problem = problemOf(error)
  const title = problem?.title ?? (error instanceof OfflineError ? t.network : t.unknown)
  const items = problem?.problems ?? []
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="problems"
      title={title}
      description={
        <>
          {problem?.detail && problem.detail !== title && <p>{problem.detail}</p>}
          {items.length > 0 && (
            <ul>
              {items.map((item) => (
                <li key={`${item.pointer} ${item.code}`}>
                  <code>{item.pointer}</code> {item.message}
                </li>
              ))}
            </ul>
          )}
          {problem?.help && <p>{problem.help}</p>}
          {problem?.requestId && <p className="request-id">{problem.requestId}</p>}
        </>
      }
    />
  )
}
