import type { Day } from '@puhui/calendar'
import { type InstalmentState, type Loan, type LoanState, stateOn } from '@puhui/loan'
import { type Fen, minFen, mulDiv, PPM, sumFen } from '@puhui/money'
import { feesOf, schedule } from '@puhui/product'
import type { LifeCharge } from './life/life.ts'
import type { LifeEvent } from './life/life-event.ts'
import { isOfContract, ppmOf } from './served-terms.ts'

type ChargeAdded = Extract<LifeEvent, { kind: 'chargeAdded' }>

/** What a charge asks for in an instalment. */
interface Share {
  readonly number: number
  readonly dueOn: Day
  readonly amountFen: Fen
}

/** A charge that is a share comes to an amount when it is put on: a share of all that the instalments ask for then. */
export function withAmounts(
  events: readonly LifeEvent[],
  loanOf: (events: readonly LifeEvent[]) => Loan,
): readonly LifeEvent[] {
  const told: LifeEvent[] = []
  for (const event of events) {
    if (event.kind !== 'chargeAdded' || isOfContract(event) || event.charge.base === 'flat') {
      told.push(event)
      continue
    }
    const { base, percent } = event.charge
    const baseFen = baseOf(stateOn(loanOf(told), event.bookedOn), base)
    const amountFen = mulDiv(baseFen, ppmOf(percent), PPM, 'half-even')
    told.push({ ...event, charge: { ...event.charge, base: 'flat', amountFen } })
  }
  return told
}

function baseOf({ instalments, disbursedFen }: LoanState, base: ChargeAdded['charge']['base']): Fen {
  const sum = (part: 'principalFen' | 'interestFen') => sumFen(instalments.map(({ planned }) => planned[part]))
  if (base === 'interest') return sum('interestFen')
  return base === 'amount-and-interest' ? sum('principalFen') + sum('interestFen') : disbursedFen
}

/** The charges of a loan, and what was paid for each: in an instalment the earliest first. */
export function chargesOf(loan: Loan, added: readonly ChargeAdded[], state: LoanState): readonly LifeCharge[] {
  const left = new Map<string, Fen>()
  const takenFor = (charge: ChargeAdded['charge'], { number, amountFen }: Share): Fen => {
    const part = charge.isPenalty ? 'penaltyFen' : 'feeFen'
    const key = `${number} ${part}`
    const leftFen = left.get(key) ?? state.instalments.find((row) => row.number === number)?.paid[part] ?? 0n
    const takenFen = minFen(leftFen, amountFen)
    left.set(key, leftFen - takenFen)
    return takenFen
  }
  const byDay = added.toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : a.seq - b.seq))
  const known = byDay.map(({ charge, ...event }): readonly [string, LifeCharge] => {
    const shares = sharesOf(loan, { charge, ...event }, state.instalments)
    const amountFen = sumFen(shares.map((share) => share.amountFen))
    const waivedFen = waivedOf(loan, event.id, state)
    const paidFen = sumFen(
      shares.map((share) => takenFor(charge, { ...share, amountFen: share.amountFen - waivedFen })),
    )
    const outstandingFen = amountFen - paidFen - waivedFen
    const own = charge.timing === 'each-instalment' ? shares : []
    const { chargeId } = charge
    return [chargeId, { chargeId, amountFen, paidFen, waivedFen, outstandingFen, shares: own }]
  })
  const byId = new Map(known)
  return added.map(({ charge }) => byId.get(charge.chargeId)!)
}

/** What was let go of a charge. */
function waivedOf({ inForce }: Loan, chargeId: string, { allocations }: LoanState): Fen {
  const waivers = new Set(
    inForce.flatMap((event) => (event.kind === 'waived' && event.chargeId === chargeId ? [event.id] : [])),
  )
  return sumFen(allocations.flatMap(({ eventId, amountFen }) => (waivers.has(eventId) ? [amountFen] : [])))
}

function sharesOf(loan: Loan, added: ChargeAdded, instalments: readonly InstalmentState[]): readonly Share[] {
  const { charge } = added
  if (isOfContract(added)) return charge.timing === 'disbursement' ? [] : withEach(loan, charge.chargeId, instalments)
  const own = instalments.find((row) => row.number > 0 && dayOf(added) <= row.dueOn)
  return [{ number: own?.number ?? 0, dueOn: dayOf(added), amountFen: charge.amountFen }]
}

/** Of what an instalment asks for; where its fees stay as they were planned, by the plan. */
function withEach({ terms, core }: Loan, code: string, instalments: readonly InstalmentState[]): readonly Share[] {
  const own = { ...terms.schedule, principalFen: core.disbursedFen }
  const planned = schedule({ terms: own, disbursedOn: core.disbursedOn!, holidays: terms.holidays }).instalments
  return instalments.flatMap(
    ({ number, dueOn, planned: { principalFen, interestFen, feeFen }, carried, balanceFen }) => {
      const asked = feesOf(terms.schedule, 'per-instalment', balanceFen + principalFen, { principalFen, interestFen })
      const isAsAsked = sumFen(asked.map(({ amountFen }) => amountFen)) === feeFen - carried.feeFen
      const fees = isAsAsked ? asked : planned.find((row) => row.number === number)?.fees
      const fee = number > 0 ? fees?.find((one) => one.code === code) : undefined
      return fee ? [{ number, dueOn, amountFen: fee.amountFen }] : []
    },
  )
}

function dayOf({ charge, bookedOn }: Pick<ChargeAdded, 'charge' | 'bookedOn'>): Day {
  return charge.dueOn ?? bookedOn
}
