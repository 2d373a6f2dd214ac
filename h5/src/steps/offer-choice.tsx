import { borrowerApi, labelOf, productsApi } from '@puhui/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { type Journey, journeyKey } from '../api/journey.ts'
import { useAppearance } from '../app/appearance.ts'
import { journeyText } from '../i18n/journey.ts'
import { quoteText } from '../i18n/quote.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { AmountField } from '../ui/amount-field.tsx'
import { Choices, NextButton } from '../ui/field.tsx'
import { Refused } from '../ui/states.tsx'
import { ApprovedFigures } from './approved-figures.tsx'
import { OwnGrade } from './own-grade.tsx'
import { StepScreen } from './step-screen.tsx'
import { Withdraw } from './withdraw.tsx'

type Application = NonNullable<Journey['application']>

/** After an approval: how much of it, for how long, repaid how; then the contract is drawn up. */
export function OfferChoice({ application }: { readonly application: Application }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const quoteWords = useText(quoteText)
  const { locale } = useAppearance()
  const queries = useQueryClient()
  const limitFen = BigInt(application.approvedFen ?? '0')
  const [choice, setChoice] = useState({
    principalFen: least(BigInt(application.requestedFen), limitFen).toString(),
    termMonths: application.termMonths,
    method: application.method,
  })
  const offered = useQuery({ queryKey: ['offered'], queryFn: () => call(productsApi.offeredProducts, {}) })
  const product = offered.data?.products.find(({ code }) => code === application.productCode)
  const prepare = useMutation({
    mutationFn: () => call(borrowerApi.prepareContract, { params: { applicationId: application.id }, body: choice }),
    onSuccess: () => queries.invalidateQueries({ queryKey: journeyKey }),
  })
  return (
    <StepScreen
      step="decision"
      title={text.chooseAmount}
      dock={
        <NextButton
          label={text.prepare}
          busyLabel={shared.working}
          isBusy={prepare.isPending}
          onClick={() => prepare.mutate()}
        />
      }
    >
      <ApprovedFigures application={application} />
      <OwnGrade application={application} />
      {product && (
        <section className="card">
          <AmountField
            valueFen={choice.principalFen}
            minFen={product.amountMinFen}
            maxFen={limitFen.toString()}
            stepFen={product.amountStepFen}
            onChange={(principalFen) => setChoice({ ...choice, principalFen })}
          />
          <Choices
            legend={quoteWords.term}
            name="term"
            value={choice.termMonths}
            options={product.termMonths.map((months) => ({ value: months, label: shared.months(months) }))}
            onChange={(termMonths) => setChoice({ ...choice, termMonths })}
          />
          <Choices
            legend={quoteWords.method}
            name="method"
            value={choice.method}
            options={product.methods.map((method) => ({ value: method, label: labelOf('method', method)[locale] }))}
            onChange={(method) => setChoice({ ...choice, method })}
          />
        </section>
      )}
      <Refused error={prepare.error} />
      <Withdraw application={application} />
    </StepScreen>
  )
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
