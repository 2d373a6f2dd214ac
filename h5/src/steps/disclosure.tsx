import { borrowerApi, type OutputOf } from '@puhui/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { type Journey, journeyKey } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { NextButton } from '../ui/field.tsx'
import { isScrolledToEnd, useSecondsVisible } from '../ui/reading.ts'
import { Loaded, Refused } from '../ui/states.tsx'
import { CostTable } from './cost-table.tsx'
import { QuoteCost, QuoteSchedule } from './quote-result.tsx'
import { StepScreen } from './step-screen.tsx'

type Prepared = OutputOf<typeof borrowerApi.prepareContract>

/** The cost table must be read to its end and for long enough; time and scroll go with the confirmation. */
export function DisclosureStep({ journey }: { readonly journey: Journey }) {
  const { application, contract: chosen } = journey
  const prepared = useQuery({
    queryKey: ['prepared', application?.id, chosen?.id],
    enabled: application !== null && chosen !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      call(borrowerApi.prepareContract, {
        params: { applicationId: application!.id },
        body: { principalFen: chosen!.principalFen, termMonths: chosen!.termMonths, method: chosen!.method },
      }),
  })
  return <Loaded query={prepared}>{(contract) => <Reading contract={contract} />}</Loaded>
}

function Reading({ contract }: { readonly contract: Prepared }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const localized = useLocalized()
  const queries = useQueryClient()
  const seconds = useSecondsVisible()
  const [isAtEnd, setAtEnd] = useState(false)
  const left = Math.max(0, contract.minReadSeconds - seconds)
  const confirm = useMutation({
    mutationFn: () =>
      call(borrowerApi.acknowledgeDisclosure, {
        params: { contractId: contract.contractId },
        body: { termsHash: contract.termsHash, readSeconds: seconds, scrolledToEnd: isAtEnd },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: journeyKey }),
  })
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (box.current && box.current.scrollHeight <= box.current.clientHeight + 4) setAtEnd(true)
  }, [])
  return (
    <StepScreen
      step="disclosure"
      title={text.disclosure}
      dock={
        <NextButton
          label={text.acknowledge}
          busyLabel={shared.working}
          isBusy={confirm.isPending}
          why={left > 0 ? text.readLeft(left) : isAtEnd ? undefined : text.scrollOn}
          onClick={() => confirm.mutate()}
        />
      }
    >
      <p className="soft">{text.readHelp(contract.minReadSeconds)}</p>
      <QuoteCost quote={contract.quote} />
      <section
        className="reading"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard
        tabIndex={0}
        aria-label={text.disclosure}
        onScroll={(event) => isScrolledToEnd(event) && setAtEnd(true)}
      >
        <CostTable table={contract.costTable} />
        <h2>{text.clauses}</h2>
        {contract.clauses.map((clause) => (
          <section key={clause.title.zh}>
            <h3>{localized(clause.title)}</h3>
            <p>{localized(clause.text)}</p>
          </section>
        ))}
      </section>
      <QuoteSchedule instalments={contract.quote.instalments} />
      <Refused error={confirm.error} />
    </StepScreen>
  )
}
