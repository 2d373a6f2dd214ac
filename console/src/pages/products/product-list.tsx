import { productsApi } from '@puhui/api'
import { Button } from 'antd'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Empty } from '../../ui/states.tsx'
import { useGo } from '../../ui/to.tsx'

export function ProductList() {
  const t = useText(productsText)
  const why = useWhyNot()
  const go = useGo()
  return (
    <ListPage
      operation={productsApi.listProducts}
      hrefOf={(row) => `/products/${row.id}`}
      actions={
        <DisabledReason why={why('products.edit')}>
          <Button type="primary" onClick={() => go('/products/new')}>
            {t.create}
          </Button>
        </DisabledReason>
      }
      empty={<Empty title={t.none} about={t.noneAbout} />}
    />
  )
}
