import { Button } from 'antd'
import { useState } from 'react'
import { useSession } from '../../api/session.ts'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { useGo } from '../../ui/to.tsx'
import { DecideDialog, RetireDialog, SubmitDialog } from './product-dialogs.tsx'
import type { Product } from './product-version.ts'

type Open = 'submit' | 'approve' | 'reject' | 'retire'

/** What can be done next with a product; the next legal step is the primary one. */
export function ProductActions({ product }: { readonly product: Product }) {
  const t = useText(productsText)
  const why = useWhyNot()
  const me = useSession()?.id
  const go = useGo()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const draft = product.versions.find(({ status }) => status === 'draft')
  const submitted = product.versions.find(({ status }) => status === 'submitted')
  const mayNotDecide = submitted?.authorId === me ? t.ownVersion : why('products.approve')
  const mayNotRetire = why('products.approve') ?? (product.currentVersion === null ? t.notReleased : undefined)
  const draftHref = `/products/${product.id}/draft${draft ? `?version=${draft.version}` : ''}`
  return (
    <>
      <DisabledReason why={why('products.edit') ?? (submitted ? t.waits : undefined)}>
        <Button onClick={() => go(draftHref)}>{draft ? t.editDraft : t.draftFrom}</Button>
      </DisabledReason>
      {!submitted && (
        <DisabledReason why={why('products.edit') ?? (draft ? undefined : t.noDraft)}>
          <Button type={draft ? 'primary' : 'default'} onClick={() => setOpen('submit')}>
            {t.submit}
          </Button>
        </DisabledReason>
      )}
      {submitted && (
        <>
          <DisabledReason why={mayNotDecide}>
            <Button onClick={() => setOpen('reject')}>{t.reject}</Button>
          </DisabledReason>
          <DisabledReason why={mayNotDecide}>
            <Button type="primary" onClick={() => setOpen('approve')}>
              {t.approve}
            </Button>
          </DisabledReason>
        </>
      )}
      <DisabledReason why={mayNotRetire}>
        <Button danger onClick={() => setOpen('retire')}>
          {t.retire}
        </Button>
      </DisabledReason>
      {open === 'submit' && draft && <SubmitDialog version={draft} onClose={close} />}
      {(open === 'approve' || open === 'reject') && submitted && (
        <DecideDialog product={product} version={submitted} verdict={open} onClose={close} />
      )}
      {open === 'retire' && <RetireDialog product={product} onClose={close} />}
    </>
  )
}
