import type { RepaymentMethod } from '@puhui/product'

/** What the visitor would like to borrow, kept in this browser from the quote until the application. */
export interface Wish {
  readonly productCode: string
  readonly principalFen: string
  readonly termMonths: number
  readonly method: RepaymentMethod
}

const KEY = 'puhui.wish'

export function keepWish(wish: Wish): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(wish))
  } catch {
    // Without storage the journey asks again after sign-in.
  }
}

export function keptWish(): Wish | undefined {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? 'null') as Wish | null) ?? undefined
  } catch {
    return undefined
  }
}
