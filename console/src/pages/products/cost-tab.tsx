import { productsApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { CostGrid } from './cost-grid.tsx'
import type { Version } from './product-version.ts'

/** All prices of a version against the ceiling, computed by the server. */
export function CostTab({ version }: { readonly version: Version }) {
  const read = useRead(productsApi.checkCost, { body: { terms: version.terms } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  return (
    <Block>
      <CostGrid check={read.data} />
    </Block>
  )
}
