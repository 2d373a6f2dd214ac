import { labels, productsApi } from '@puhui/api'
import { decodeTerms } from '@puhui/product'
import { App, Button, Form, Select } from 'antd'
import { useState } from 'react'
import { call, problemOf } from '../../api/call.ts'
import { useWrite } from '../../api/hooks.ts'
import { productsText } from '../../i18n/products.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { showProblems } from '../../ui/form.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { useGo } from '../../ui/to.tsx'
import { Conflict } from './conflict.tsx'
import { DraftPreview } from './draft-preview.tsx'
import { Basics } from './form-basics.tsx'
import { Fees } from './form-fees.tsx'
import { LendingRules } from './form-lending-rules.tsx'
import { Plan } from './form-plan.tsx'
import { Prices } from './form-prices.tsx'
import { Rules } from './form-rules.tsx'
import { ScenesForm } from './form-scenes.tsx'
import type { Version } from './product-version.ts'
import { type TermsValues, termsOfValues, valuesOfTerms } from './terms-values.ts'
import './products.css'

export interface DraftStart {
  readonly productId?: string
  readonly versionId?: string
  readonly baseHash?: string
  readonly terms: TermsValues
}

type SubMarket = Exclude<keyof typeof labels.subMarket, 'student'>

interface DraftValues {
  readonly kind?: 'cash' | 'instalment'
  readonly subMarket?: SubMarket
  readonly terms: TermsValues
}

/** A draft as a form, with what it costs and how it is repaid next to it while it is typed. */
export function DraftEditor({ title, start }: { readonly title: string; readonly start: DraftStart }) {
  const t = useText(productsText)
  const go = useGo()
  const { message } = App.useApp()
  const [form] = Form.useForm<DraftValues>()
  const [base, setBase] = useState(start)
  const [theirs, setTheirs] = useState<Version>()
  const save = useWrite(productsApi.saveDraft)
  const values = Form.useWatch((all: DraftValues) => all.terms, { form, preserve: true }) as TermsValues | undefined
  const terms = termsOfValues(values ?? start.terms)

  function send() {
    const { productId, versionId, baseHash } = base
    const all = form.getFieldsValue(true) as DraftValues
    const body = {
      ...(productId
        ? { productId }
        : { kind: all.kind ?? 'cash', ...(all.subMarket ? { subMarket: all.subMarket } : {}) }),
      ...(versionId ? { versionId } : {}),
      ...(baseHash ? { baseHash } : {}),
      terms: termsOfValues(all.terms),
    }
    save.mutate({ body }, { onSuccess: saved, onError: (error) => void refused(error) })
  }
  function saved(version: Version) {
    message.success(t.saved)
    go(`/products/${version.productId}?version=${version.version}`)
  }
  async function refused(error: Error) {
    showProblems(form as never, error)
    const { productId, versionId } = base
    if (problemOf(error)?.code !== 'products.changed_meanwhile' || !productId || !versionId) return
    const product = await call(productsApi.getProduct, { params: { productId } })
    setTheirs(product.versions.find(({ id }) => id === versionId))
  }
  function goOn(next: TermsValues, from: Version) {
    form.setFieldsValue({ terms: next } as never)
    setBase({ ...base, baseHash: from.termsHash, terms: valuesOfTerms(from.terms) })
    setTheirs(undefined)
    save.reset()
  }

  return (
    <Page
      title={title}
      actions={
        <>
          <Button onClick={() => go(base.productId ? `/products/${base.productId}` : '/products')}>{t.cancel}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t.save}
          </Button>
        </>
      }
    >
      <div className="editor">
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ kind: 'cash', subMarket: 'mobilePayment', terms: start.terms }}
          onFinish={send}
          className="editor-form"
        >
          {!theirs && <Problems error={save.error} />}
          <Block title={t.basics}>
            {!base.productId && <KindField />}
            <Basics isNew={!base.productId} />
          </Block>
          <Prices />
          <Plan />
          <Fees />
          <LendingRules />
          <ScenesForm />
          <Rules />
        </Form>
        <DraftPreview read={decodeTerms(terms)} terms={terms} />
      </div>
      {theirs && (
        <Conflict
          base={base.terms}
          mine={values ?? start.terms}
          theirs={theirs}
          onGoOn={goOn}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </Page>
  )
}

function KindField() {
  const t = useText(productsText)
  const say = useLocalized()
  const markets = Object.entries(labels.subMarket).filter(([value]) => value !== 'student')
  return (
    <div className="fields">
      <Form.Item name="kind" label={t.kind}>
        <Select options={Object.entries(labels.productKind).map(([value, label]) => ({ value, label: say(label) }))} />
      </Form.Item>
      <Form.Item name="subMarket" label={t.subMarket} extra={t.subMarketHint} rules={[{ required: true }]}>
        <Select options={markets.map(([value, label]) => ({ value, label: say(label) }))} />
      </Form.Item>
    </div>
  )
}
