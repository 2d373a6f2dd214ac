import { labelOf } from '@puhui/api'
import { shareOf } from '@puhui/experiment'
import type { Localized } from '@puhui/kernel'
import { choicesOf, chosenIn, hiddenCells, type Question } from '@puhui/segment'
import { ageBandLabel, type Element, type HandedIn } from '../modules/surveys/index.ts'
import { groupLabel, inOrder } from './segment-count.ts'

const ppm = (share: number): number => Math.round(share * 1_000_000)

export interface ShownShare {
  readonly n: number
  readonly count: number | null
  readonly sharePpm: number | null
  readonly lowPpm: number | null
  readonly highPpm: number | null
}

/** A share with its interval; nothing of it where it is hidden or nobody was asked. */
export function shareShown(n: number, count: number, isHidden: boolean): ShownShare {
  if (isHidden || n === 0) return { n, count: null, sharePpm: null, lowPpm: null, highPpm: null }
  const { share, interval } = shareOf({ n, yes: count })
  return { n, count, sharePpm: ppm(share), lowPpm: ppm(interval[0]), highPpm: ppm(interval[1]) }
}

export function elementLabel(element: Element): Localized {
  return labelOf('surveyElement', element)
}

export function choiceLabel(question: Question, id: string): Localized {
  return question.options.find((option) => option.id === id)?.label ?? { zh: id, en: id }
}

interface Group {
  readonly id: string
  readonly label: Localized
  readonly people: readonly HandedIn[]
}

/** Those who answered a question, by an element of the persona; who is not known there stands apart. */
export function groupsBy(people: readonly HandedIn[], element: Element): { groups: Group[]; unknown: number } {
  const groups = new Map<string, HandedIn[]>()
  let unknown = 0
  for (const person of people) {
    const id = person.about[element]
    if (id === undefined) unknown++
    else groups.set(id, [...(groups.get(id) ?? []), person])
  }
  const labelled = [...groups].map(([id, own]) => ({ value: id, id, label: labelIn(element, id), people: own }))
  const sorted =
    element === 'ageBand'
      ? labelled.sort((a, b) => Number.parseInt(a.id, 10) - Number.parseInt(b.id, 10))
      : [...inOrder(element, labelled)]
  return { groups: sorted, unknown }
}

function labelIn(element: Element, id: string): Localized {
  return element === 'ageBand' ? ageBandLabel(id) : groupLabel(element, { value: id })
}

export interface CrossTable {
  readonly groups: readonly { readonly id: string; readonly label: Localized; readonly answered: number | null }[]
  readonly rows: readonly { readonly id: string; readonly label: Localized; readonly cells: readonly ShownShare[] }[]
  readonly unknown: number | null
}

/**
 * Choices by group, each cell with its interval. Small cells are hidden, with what would give them away: the group of
 * those who are not known counts as one of them, because all of them add up to a total that is shown elsewhere.
 *
 * @param isTold whether a group, or a choice in it, would be given away by a table of other people
 */
export function crossOf(
  question: Question,
  people: readonly HandedIn[],
  element: Element,
  isTold: (group: string, choice?: string) => boolean = () => false,
): CrossTable {
  const answered = people.filter(({ answers }) => answers[question.id] !== undefined)
  const { groups, unknown } = groupsBy(answered, element)
  const rest = answered.filter(({ about }) => about[element] === undefined)
  const all = [...groups.map((group) => group.people), rest]
  const small = hiddenCells([all.map((own) => own.length)])[0]!
  const sizes = small.map((isSmall, at) => isSmall || (groups[at] !== undefined && isTold(groups[at].id)))
  const choices = choicesOf(question)
  const counts = choices.map((id) => all.map((own) => own.filter((person) => has(question, person, id)).length))
  const hidden = hiddenCells(counts)
  return {
    groups: groups.map(({ id, label, people: own }, at) => ({ id, label, answered: sizes[at] ? null : own.length })),
    rows: choices.map((id, row) => ({
      id,
      label: choiceLabel(question, id),
      cells: groups.map(({ people: own }, at) =>
        sizes[at]
          ? shareShown(0, 0, true)
          : shareShown(own.length, counts[row]![at]!, hidden[row]![at]! || isTold(groups[at]!.id, id)),
      ),
    })),
    unknown: sizes[groups.length] ? null : unknown,
  }
}

function has(question: Question, { answers }: HandedIn, id: string): boolean {
  const answer = answers[question.id]
  return answer !== undefined && chosenIn(question, answer).includes(id)
}
