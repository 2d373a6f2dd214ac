import type { Day } from '@puhui/calendar'
import { addMonths } from '@puhui/calendar'
import { shareOf } from '@puhui/experiment'
import {
  assessClaims,
  defaultClaimRules,
  discrepancyOf,
  type Evidence,
  forgerySigns,
  idCardSigns,
  type PaperSeen,
  type TruthInput,
} from '@puhui/policy'
import { buildPopulation, type Person, type Stream, streamOf } from '@puhui/sim'
import { expect, test } from 'vitest'

const ON = '2026-11-22' as Day
const SIZE = 1_200
const people = buildPopulation({ seed: 'forgery', size: SIZE, asOf: ON })

/** What one applicant brings: the identity card, a payslip, sometimes a deed that a couple shares. */
interface Brought {
  readonly input: TruthInput
  readonly statedFen: bigint
}

/** Honest people, with what honest people do: scan with an app, share the deed of a couple, renew a card early. */
function honestly(person: Person, stream: Stream): Brought {
  const issuedAt = stream.int(Math.max(16, person.index % 40), 55)
  const age = Math.min(issuedAt, 2026 - Number(person.bornOn.slice(0, 4)) - 1)
  const issuedOn = addMonths(person.bornOn, 12 * age + 3)
  const years = age < 16 ? 5 : age < 26 ? 10 : age < 46 ? 20 : null
  const lasting = years === null ? null : addMonths(issuedOn, 12 * years)
  const isRenewed = lasting === null || lasting >= ON
  const idCard = { bornOn: person.bornOn, provinceCode: person.residentId.slice(0, 2), issuedOn, validUntil: lasting }
  const payslip: PaperSeen = {
    kind: 'payslip',
    software: stream.pick([null, null, 'CamScanner', 'Adobe Lightroom 7', 'HUAWEI P60']),
    createdAt: '2026-11-18T09:00:00',
    changedAt: stream.chance(0.03) ? '2026-11-19T08:00:00' : '2026-11-18T09:00:02',
    others: 0,
    ownerName: person.name,
    employer: stream.chance(0.2) ? person.employer.slice(2) : person.employer,
  }
  const deed: PaperSeen[] =
    person.isMarried && person.home === 'own' ? [{ ...payslip, kind: 'property', others: 1 }] : []
  const input: TruthInput = {
    idCard: isRenewed ? idCardSigns(idCard, true, ON) : null,
    papers: [payslip, ...deed],
    name: person.name,
    // Some use a telephone that is in a relative's name.
    ownsPhone: stream.chance(0.03) ? false : stream.chance(0.05) ? null : true,
    ownsCard: true,
    employer: person.employer,
    isPaidByEmployer: stream.chance(0.1) ? null : true,
  }
  return { input, statedFen: person.monthlyIncomeFen }
}

/** One way of deceiving per person; a good forger hides the traces in the file. */
function deceitfully(person: Person, stream: Stream): Brought & { readonly way: string } {
  const { input } = honestly(person, stream)
  const [payslip] = input.papers as [PaperSeen]
  const way = stream.pick(['template', 'edited', 'borrowedIdentity', 'card', 'employer', 'income'])
  const isCareful = stream.chance(0.25)
  const ways: Readonly<Record<string, Partial<TruthInput>>> = {
    template: { papers: [{ ...payslip, others: isCareful ? 0 : stream.int(1, 6) }] },
    edited: {
      papers: [
        { ...payslip, software: isCareful ? null : stream.pick(['Adobe Photoshop 25.1', 'GIMP 2.10', '美图秀秀']) },
      ],
    },
    borrowedIdentity: { ownsPhone: isCareful ? null : false, ownsCard: stream.chance(0.6) ? false : null },
    card: {
      idCard: idCardSigns(
        {
          bornOn: person.bornOn,
          provinceCode: '33',
          issuedOn: addMonths(person.bornOn, 12 * 20),
          validUntil: addMonths(person.bornOn, 12 * (isCareful ? 30 : 40)),
        },
        true,
        ON,
      ),
    },
    employer: { isPaidByEmployer: isCareful ? null : false },
    income: {},
  }
  const inflated =
    way === 'income' ? (person.monthlyIncomeFen * BigInt(stream.int(110, 250))) / 100n : person.monthlyIncomeFen
  return { way, input: { ...input, ...ways[way] }, statedFen: inflated }
}

function isFlagged(person: Person, { input, statedFen }: Brought): boolean {
  const bank: Evidence = { field: 'income', kind: 'income', value: person.monthlyIncomeFen, says: null, at: '' }
  const claims = [{ field: 'income', value: statedFen }] as const
  const assessed = assessClaims(claims, [bank], defaultClaimRules, statedFen)
  const { score } = discrepancyOf(assessed, defaultClaimRules)
  return forgerySigns(input).length > 0 || assessed[0]!.standing === 'contradicted' || (score ?? 0) > 30
}

test('FRD-03 of 1,200 honest and 1,200 forged simulated applicants: how many are flagged, measured', () => {
  const honest = people.filter((person) =>
    isFlagged(person, honestly(person, streamOf('forgery', 'honest', person.index))),
  )
  const forged = people.map((person) => ({
    person,
    ...deceitfully(person, streamOf('forgery', 'forged', person.index)),
  }))
  const caught = forged.filter(({ person, ...brought }) => isFlagged(person, brought))
  const [wrong, right] = [shareOf({ n: SIZE, yes: honest.length }), shareOf({ n: SIZE, yes: caught.length })]
  const shown = (rate: typeof wrong) =>
    `${(100 * rate.share).toFixed(1)} % (95 %: ${rate.interval.map((end) => (100 * end).toFixed(1)).join('–')} %)`
  const ways = [...new Set(forged.map(({ way }) => way))].sort().map((way) => {
    const all = forged.filter((one) => one.way === way).length
    return `${way} ${((100 * caught.filter((one) => one.way === way).length) / all).toFixed(0)} % of ${all}`
  })
  process.stdout.write(`FRD-03 honest flagged ${shown(wrong)}; forged flagged ${shown(right)}: ${ways.join(', ')}\n`)
  expect(wrong.interval[1]).toBeLessThan(0.1)
  expect(right.interval[0]).toBeGreaterThan(0.7)
  // What is deceitful and leaves no trace is not found: the rate is no hundred per cent.
  expect(caught.length).toBeLessThan(SIZE)
})
