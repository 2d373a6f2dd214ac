import { labelOf, type OutputOf, productsApi } from '@puhui/api'
import { showMoney, showRate } from '@puhui/design'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { useJourney } from '../api/journey.ts'
import { keepWish, keptWish, type Wish } from '../api/wish.ts'
import { useAppearance } from '../app/appearance.ts'
import { quoteText } from '../i18n/quote.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { AmountField } from '../ui/amount-field.tsx'
import { Choices, NextButton } from '../ui/field.tsx'
import { Screen } from '../ui/screen.tsx'
import { Loaded, Refused } from '../ui/states.tsx'
import { QuoteCost, QuoteSchedule } from './quote-result.tsx'

type Product = OutputOf<typeof productsApi.offeredProducts>['products'][number]

/** The first page: what a loan would cost, before anyone is asked who they are. */
export function QuotePage() {
  const text = useText(quoteText)
  const offered = useQuery({
    queryKey: ['offered'],
    queryFn: () => call(productsApi.offeredProducts, {}),
    staleTime: 60_000,
  })
  return (
    <Loaded query={offered}>
      {({ products }) =>
        products.length === 0 ? (
          <Screen title={text.title}>
            <p className="notice">{text.none}</p>
          </Screen>
        ) : (
          <Calculator products={products} />
        )
      }
    </Loaded>
  )
}

function Calculator({ products }: { readonly products: readonly Product[] }) {
  const text = useText(quoteText)
  const shared = useText(sharedText)
  const { locale } = useAppearance()
  const localized = useLocalized()
  const navigate = useNavigate()
  const journey = useJourney()
  const [wish, setWish] = useState<Wish>(() => startingWish(products))
  const product = products.find(({ code }) => code === wish.productCode) ?? products[0]!
  const quote = useQuery({
    queryKey: ['quote', wish],
    queryFn: () => call(productsApi.makeQuote, { body: wish }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const isOpen = journey.data?.application != null
  const goOn = () => {
    keepWish(wish)
    navigate({ to: '/apply' })
  }
  return (
    <Screen
      title={text.title}
      dock={
        <>
          {quote.data && !quote.error && <DockSum quote={quote.data} />}
          <NextButton label={isOpen ? text.resume : text.apply} busyLabel={shared.working} onClick={goOn} />
        </>
      }
    >
      <section className="card">
        {products.length > 1 && (
          <Choices
            legend={text.product}
            name="product"
            value={product.code}
            options={products.map(({ code, name }) => ({ value: code, label: localized(name) }))}
            onChange={(code) => setWish(fitted(products.find((one) => one.code === code)!, wish))}
          />
        )}
        <AmountField
          valueFen={wish.principalFen}
          minFen={product.amountMinFen}
          maxFen={product.amountMaxFen}
          stepFen={product.amountStepFen}
          onChange={(principalFen) => setWish({ ...wish, principalFen })}
        />
        <Choices
          legend={text.term}
          name="term"
          value={wish.termMonths}
          options={product.termMonths.map((months) => ({ value: months, label: shared.months(months) }))}
          onChange={(termMonths) => setWish({ ...wish, termMonths })}
        />
        <Choices
          legend={text.method}
          name="method"
          value={wish.method}
          options={product.methods.map((method) => ({ value: method, label: labelOf('method', method)[locale] }))}
          onChange={(method) => setWish({ ...wish, method })}
        />
      </section>
      <Refused error={quote.error} />
      {quote.data && !quote.error && (
        <>
          <QuoteCost quote={quote.data} />
          {quote.data.rateIs === 'indicative' && <p className="small soft">{text.indicative}</p>}
          <p className="small soft">{text.cap(showRate(BigInt(quote.data.capPpm)))}</p>
          <QuoteSchedule instalments={quote.data.instalments} />
        </>
      )}
      <details className="card quiet">
        <summary>{text.about}</summary>
        <ul className="small">
          {product.summary.map((line) => (
            <li key={line.zh}>{localized(line)}</li>
          ))}
        </ul>
      </details>
    </Screen>
  )
}

/** What matters most stays in sight while the figures above are moved. */
function DockSum({ quote }: { readonly quote: OutputOf<typeof productsApi.makeQuote> }) {
  const text = useText(quoteText)
  return (
    <p className="dock-sum">
      <span>
        {text.first} <strong>{showMoney(BigInt(quote.instalments[0]?.dueFen ?? '0'))}</strong>
      </span>
      <span>
        {text.costYear} <strong>{showRate(BigInt(quote.annualCostSimplePpm))}</strong>
      </span>
    </p>
  )
}

function startingWish(products: readonly Product[]): Wish {
  const kept = keptWish()
  const product = products.find(({ code }) => code === kept?.productCode) ?? products[0]!
  return fitted(product, kept)
}

/** The wish moved into what a product offers: amount in range and on a step, a term and a method it has. */
function fitted(product: Product, wish: Wish | undefined): Wish {
  const [min, max] = [BigInt(product.amountMinFen), BigInt(product.amountMaxFen)]
  const wanted = BigInt(wish?.principalFen ?? '1000000')
  const principal = wanted < min ? min : wanted > max ? max : wanted
  return {
    productCode: product.code,
    principalFen: principal.toString(),
    termMonths: wish && product.termMonths.includes(wish.termMonths) ? wish.termMonths : middleOf(product.termMonths),
    method: wish && product.methods.includes(wish.method) ? wish.method : product.methods[0]!,
  }
}

function middleOf(terms: readonly number[]): number {
  return terms.includes(12) ? 12 : terms[Math.floor(terms.length / 2)]!
}
