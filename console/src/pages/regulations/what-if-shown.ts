import type { OutputOf, regulationsApi } from '@puhui/api'

export type WhatIf = OutputOf<typeof regulationsApi.getWhatIf>
export type WhatIfResult = NonNullable<WhatIf['result']>

/** The products that the numbers refuse something of and that nothing was done about yet. */
export function openProducts({ result, measures }: WhatIf): WhatIfResult['products'] {
  return (result?.products ?? []).filter(
    ({ code, refused }) => refused > 0 && !measures.some(({ productCode }) => productCode === code),
  )
}
