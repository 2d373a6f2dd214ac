import { Button } from 'antd'
import { Component, type ComponentType, type ErrorInfo, lazy, type ReactNode, Suspense } from 'react'
import { useCan } from '../api/session.ts'
import type { PageSpec } from '../app/page-spec.ts'
import { shellText } from '../i18n/shell.ts'
import { useText } from '../i18n/text.ts'
import { PageSkeleton } from '../ui/page.tsx'
import { Forbidden } from './forbidden.tsx'

const drawn = new Map<string, ComponentType>()

/** One page: fetched when first opened, refused by name when not allowed, and alone in its failure. */
export function PageFrame({ page }: { readonly page: PageSpec }) {
  const can = useCan()
  if (page.permission && !can(page.permission)) return <Forbidden permission={page.permission} />
  const Page = componentOf(page)
  return (
    <Boundary key={page.path}>
      <Suspense fallback={<PageSkeleton />}>
        <Page />
      </Suspense>
    </Boundary>
  )
}

function componentOf(page: PageSpec): ComponentType {
  const known = drawn.get(page.path)
  if (known) return known
  const fetched = lazy(async () => ({ default: await page.load() }))
  drawn.set(page.path, fetched)
  return fetched
}

class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack)
  }

  override render() {
    return this.state.error ? <Crashed error={this.state.error} /> : this.props.children
  }
}

function Crashed({ error }: { readonly error: Error }) {
  const t = useText(shellText)
  return (
    <section className="notice" role="alert" data-part="crashed">
      <h1>{t.crashed.title}</h1>
      <p className="soft">{t.crashed.about}</p>
      <Button type="primary" onClick={() => location.reload()}>
        {t.crashed.again}
      </Button>
      <details>
        <summary>{t.crashed.detail}</summary>
        <pre>{error.message}</pre>
      </details>
    </section>
  )
}
