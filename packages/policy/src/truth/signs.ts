import { isSameText } from './claim.ts'
import type { IdCardSign } from './id-card.ts'

export const PAPER_KINDS = ['idCard', 'payslip', 'bankStatement', 'employment', 'property', 'purpose', 'other'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

/** What is known of one paper an applicant handed in. */
export interface PaperSeen {
  readonly kind: PaperKind
  /** The program that wrote the file last; null: it says none. */
  readonly software: string | null
  /** ISO instants without zone, as the file says; null: it does not say. */
  readonly createdAt: string | null
  readonly changedAt: string | null
  /** How many other applicants have handed in the same picture or text. */
  readonly others: number
  /** Whose name the paper carries, and which employer, as a person or a reader read it; null: not read. */
  readonly ownerName: string | null
  readonly employer: string | null
}

export interface TruthInput {
  /** Null: nobody has seen the card. */
  readonly idCard: readonly IdCardSign[] | null
  readonly papers: readonly PaperSeen[]
  readonly name: string | null
  /** Whether telephone and card are the applicant's own; null: nobody asked or answered. */
  readonly ownsPhone: boolean | null
  readonly ownsCard: boolean | null
  readonly employer: string | null
  /** Whether the wages come from the employer that was stated; null: not known. */
  readonly isPaidByEmployer: boolean | null
}

export const FORGERY_SIGNS = [
  'idCard',
  'sharedPaper',
  'editedPaper',
  'foreignPaper',
  'foreignPhone',
  'foreignCard',
  'otherEmployer',
] as const
export type ForgerySign = (typeof FORGERY_SIGNS)[number]

/** Programs that change what a picture or a document shows, not ones that scan or print it. */
const EDITORS =
  /photoshop|gimp|pixelmator|affinity photo|picsart|meitu|美图|snapseed|pdfelement|acrobat pro|foxit phantom/iu
/** A couple shows one deed; three do not. */
const OWNERS_OF_ONE_DEED = 2

/**
 * What speaks for a forged identity or paper. A sign is a reason to look, never proof.
 *
 * @returns the signs that stand, in the order of `FORGERY_SIGNS`
 * @source SPEC P78
 * @example forgerySigns({ idCard: [], papers: [], name: '王小明', ownsPhone: false, ownsCard: true, employer: null, isPaidByEmployer: null }) // ['foreignPhone']
 */
export function forgerySigns(input: TruthInput): ForgerySign[] {
  const { idCard, papers, name, ownsPhone, ownsCard, employer, isPaidByEmployer } = input
  const stands: Readonly<Record<ForgerySign, boolean>> = {
    idCard: idCard !== null && idCard.length > 0,
    sharedPaper: papers.some(isShared),
    editedPaper: papers.some(isEdited),
    foreignPaper: papers.some(
      ({ kind, ownerName }) => kind !== 'property' && ownerName !== null && name !== null && ownerName !== name,
    ),
    foreignPhone: ownsPhone === false,
    foreignCard: ownsCard === false,
    otherEmployer: isPaidByEmployer === false || papers.some((paper) => isOtherEmployer(paper, employer)),
  }
  return FORGERY_SIGNS.filter((sign) => stands[sign])
}

function isShared({ kind, others }: PaperSeen): boolean {
  return kind === 'property' ? others >= OWNERS_OF_ONE_DEED : others > 0
}

/** Written by an editor, or changed on another day than it was made. */
function isEdited({ software, createdAt, changedAt }: PaperSeen): boolean {
  if (software !== null && EDITORS.test(software)) return true
  return createdAt !== null && changedAt !== null && changedAt.slice(0, 10) > createdAt.slice(0, 10)
}

function isOtherEmployer(paper: PaperSeen, employer: string | null): boolean {
  if (paper.kind !== 'payslip' && paper.kind !== 'employment') return false
  return paper.employer !== null && employer !== null && !isSameText(paper.employer, employer)
}
