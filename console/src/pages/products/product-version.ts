import type { OutputOf, productsApi } from '@puhui/api'
import { decodeTerms, type ProductTerms } from '@puhui/product'

export type Product = OutputOf<typeof productsApi.getProduct>
export type Version = Product['versions'][number]

/** The terms of a version, read by the codec that wrote them. */
export function termsOf(version: Pick<Version, 'terms'>): ProductTerms | undefined {
  const read = decodeTerms(version.terms)
  return read.ok ? read.value : undefined
}
