import { productsApi } from '@puhui/api'
import { useQuery } from '@tanstack/react-query'
import { call } from './call.ts'

/** What is on offer, asked once for the quote, the purpose and the choice. */
export function useOffered() {
  return useQuery({
    queryKey: ['offered'],
    queryFn: () => call(productsApi.offeredProducts, {}),
    staleTime: 60_000,
  })
}

/** Everyday needs where the product lends for them, else the first purpose it has. */
export async function firstPurpose(productCode: string) {
  const { products } = await call(productsApi.offeredProducts, {})
  const purposes = products.find(({ code }) => code === productCode)?.purposes ?? []
  return purposes.includes('dailyUse') ? 'dailyUse' : (purposes[0] ?? 'dailyUse')
}
