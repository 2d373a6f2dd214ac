import { productsApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { productsText } from '../../i18n/products.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { DraftEditor, type DraftStart } from './draft-editor.tsx'
import type { Product } from './product-version.ts'
import { valuesOfTerms } from './terms-values.ts'

/** Changes the open draft, or begins the next version from the one in force. */
export function EditDraft() {
  const { productId = '' } = useParams({ strict: false })
  const t = useText(productsText)
  const say = useLocalized()
  const [search] = useUrlState()
  const [start, setStart] = useState<DraftStart>()
  const read = useRead(productsApi.getProduct, { params: { productId } })
  if (read.isError && !start) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  // What the editor starts from is kept: a later reading of the product must not take the place of what is typed.
  if (!start) {
    setStart(startOf(read.data, search.version))
    return <PageSkeleton />
  }
  const name = say(read.data.name)
  return <DraftEditor title={start.versionId ? t.editorDraft(name) : t.editorNext(name)} start={start} />
}

function startOf(product: Product, asked: string | undefined): DraftStart {
  const inOrder = product.versions.toSorted((a, b) => b.version - a.version)
  const draft = inOrder.find(({ status, version }) => status === 'draft' && (!asked || String(version) === asked))
  const from = draft ?? inOrder.find(({ version }) => version === product.currentVersion) ?? inOrder[0]
  const terms = valuesOfTerms(from?.terms ?? {})
  return draft
    ? { productId: product.id, versionId: draft.id, baseHash: draft.termsHash, terms }
    : { productId: product.id, terms }
}
