import { z } from 'zod'
import { read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, decisionBody, done, fenOrNone, id, instant, localized, positiveFen, ppm } from '../values.ts'
import { parametersFile, parametersProposal } from './parameters.ts'

const field = z.enum(valuesOf('claimField'))
const standing = z.enum(valuesOf('standing'))
const says = z.enum(valuesOf('evidenceSays'))
const paperKind = z.enum(valuesOf('paperKind'))
const applicationParams = z.strictObject({ applicationId: id })
const paperParams = z.strictObject({ paperId: id })

const evidence = z.object({
  kind: z.enum(valuesOf('evidenceKind')),
  source: localized,
  shown: localized,
  says: says.nullable(),
  note: z.string(),
  at: instant.nullable(),
  isSimulated: z.boolean(),
  by: z.string().nullable(),
  isDeciding: z.boolean(),
})

const paper = z.object({
  id,
  kind: paperKind,
  fileName: z.string(),
  bytes: z.number(),
  software: z.string().nullable(),
  createdAt: z.string().nullable(),
  changedAt: z.string().nullable(),
  /** How many other applicants handed in the same picture. */
  others: count,
  /** What a person read on it; null: nobody has. */
  reading: z.object({ shown: localized, by: z.string(), at: instant }).nullable(),
  uploadedAt: instant,
})

export const getInvestigation = read({
  id: 'underwriting.investigation',
  path: '/applications/:applicationId/investigation',
  summary: { zh: '贷前调查', en: 'What was stated against what was found' },
  permission: 'applications.read',
  params: applicationParams,
  output: z.object({
    claims: z.array(
      z.object({
        field,
        declared: localized,
        standing,
        /** How far off the deciding evidence is, in millionths. */
        gapPpm: ppm.nullable(),
        tolerancePpm: ppm,
        weight: count,
        /** What it adds to the score, in hundredths of a point. */
        pointsHundredths: count,
        isNeeded: z.boolean(),
        evidence: z.array(evidence),
      }),
    ),
    score: count.nullable(),
    signs: z.array(z.object({ sign: z.enum(valuesOf('forgerySign')), about: localized })),
    /** What is to be looked into before the machine may approve, and what would settle it. */
    missing: z.array(z.object({ field, standing, needs: localized })),
    papers: z.array(paper),
    parameterVersion: count,
  }),
  refusals: ['applications.not_found'],
})

const cardDays = {
  /** For an identity card: as it says; without an end it is long-term. */
  issuedOn: day.optional(),
  validUntil: day.optional(),
}

export const getOwnPapers = read({
  id: 'borrower.papers',
  path: '/borrower/papers',
  summary: { zh: '要交的材料', en: 'The papers I am asked for' },
  permission: 'borrower',
  output: z.object({
    applicationId: id.nullable(),
    status: z.enum(valuesOf('applicationStatus')).nullable(),
    /** Each is settled by any one of its kinds. */
    asked: z.array(z.object({ kinds: z.array(paperKind), why: localized, isHandedIn: z.boolean() })),
    /** What the person who asks says, in their own words. */
    note: z.string().nullable(),
    /** Everything asked for has been handed in: the application may go on. */
    mayGoOn: z.boolean(),
    /** More is needed, but no paper would help: the application may be handed in again. */
    mayApplyAgain: z.boolean(),
    bytesMax: count,
    papers: z.array(
      z.object({ id, kind: paperKind, fileName: z.string(), bytes: count, uploadedAt: instant, isRead: z.boolean() }),
    ),
  }),
})

export const goOnWithPapers = write({
  id: 'borrower.goOnWithPapers',
  path: '/borrower/applications/:applicationId/papers/done',
  summary: { zh: '材料已交齐，继续审批', en: 'Go on: my papers are complete' },
  permission: 'borrower',
  idempotency: 'natural',
  params: applicationParams,
  output: z.object({ status: z.enum(valuesOf('applicationStatus')) }),
  refusals: ['applications.not_found', 'underwriting.papers_missing'],
})

export const addOwnPaper = write({
  id: 'borrower.addPaper',
  path: '/borrower/papers',
  summary: { zh: '上传材料', en: 'Hand in a paper' },
  permission: 'borrower',
  idempotency: 'natural',
  takes: 'upload',
  body: z.strictObject({
    kind: paperKind,
    ...cardDays,
    /** `yes` while more files of the same batch follow: the application waits for the last of them. */
    moreFollow: z.enum(['yes', 'no']).default('no'),
  }),
  output: z.object({
    paperId: id,
    /** The state the application went on to, when this was the last paper asked for. */
    wentOnTo: z.enum(valuesOf('applicationStatus')).nullable(),
  }),
  refusals: ['underwriting.paper_unreadable', 'underwriting.paper_too_large', 'compliance.consent_missing'],
})

export const addPaper = write({
  id: 'underwriting.addPaper',
  path: '/applications/:applicationId/papers',
  summary: { zh: '登记材料', en: 'Take in a paper' },
  permission: 'applications.review',
  idempotency: 'natural',
  takes: 'upload',
  params: applicationParams,
  body: z.strictObject({ kind: paperKind, ...cardDays }),
  output: z.object({ paperId: id }),
  refusals: ['applications.not_found', 'underwriting.paper_unreadable', 'underwriting.paper_too_large'],
})

export const showPaper = write({
  id: 'underwriting.showPaper',
  path: '/papers/:paperId/view',
  summary: { zh: '查看材料', en: 'Look at a paper' },
  permission: 'customers.unmask',
  idempotency: 'natural',
  params: paperParams,
  body: z.strictObject({ purpose: z.string().trim().min(2).max(200) }),
  output: z.object({ mediaType: z.string(), base64: z.string() }),
  refusals: ['underwriting.paper_not_found'],
})

export const readPaper = write({
  id: 'underwriting.readPaper',
  path: '/papers/:paperId/readings',
  summary: { zh: '登记材料内容', en: 'Write down what a paper says' },
  permission: 'applications.review',
  idempotency: 'natural',
  params: paperParams,
  body: z.strictObject({
    /** Whether it carries the applicant's own name. */
    isOwner: z.boolean(),
    employer: z.string().trim().min(1).max(60).optional(),
    incomeMonthlyFen: positiveFen.optional(),
    homeOwnership: z.enum(['own', 'mortgage', 'rent', 'family']).optional(),
    purposeSays: says.optional(),
    addressSays: says.optional(),
    ...cardDays,
    note: z.string().trim().max(500).default(''),
  }),
  output: done,
  refusals: ['underwriting.paper_not_found'],
})

export const recordCheck = write({
  id: 'underwriting.recordCheck',
  path: '/applications/:applicationId/checks',
  summary: { zh: '登记核实结果', en: 'Record a check' },
  permission: 'applications.review',
  idempotency: 'key',
  params: applicationParams,
  body: z.strictObject({
    field,
    kind: z.enum(['phone', 'visit']),
    /** What was found: fen for income and debts, words for the others. */
    foundFen: fenOrNone.optional(),
    foundText: z.string().trim().min(1).max(120).optional(),
    says: says.optional(),
    note: z.string().trim().min(2).max(500),
  }),
  output: z.object({ checkId: id }),
  refusals: [
    'applications.not_found',
    'applications.not_in_review',
    'applications.reviewer_created_it',
    'underwriting.check_says_nothing',
  ],
})

export const decideAgain = write({
  id: 'underwriting.decideAgain',
  path: '/applications/:applicationId/decision',
  summary: { zh: '补充核实后重新决策', en: 'Decide again on what was found' },
  permission: 'applications.review',
  idempotency: 'key',
  params: applicationParams,
  body: z.strictObject({ reason: z.string().trim().min(2).max(500) }),
  output: z.object({
    decisionId: id,
    outcome: z.enum(valuesOf('decisionOutcome')),
    status: z.enum(valuesOf('applicationStatus')),
  }),
  refusals: [
    'applications.not_found',
    'applications.not_in_review',
    'applications.reviewer_created_it',
    'applications.opinion_waits',
    'compliance.limit_exceeded',
  ],
})

const claimRule = z.strictObject({
  field,
  weight: z.number().int().min(0).max(100),
  tolerancePpm: z.number().int().min(0).max(10_000_000),
  isNeeded: z.boolean(),
})

export const parameters = z.strictObject({
  /** Above this one person does not approve alone. */
  fourEyesAboveFen: positiveFen,
  /** Whom no bureau knows begins with this much; more takes a second person. */
  firstLoanFenMax: positiveFen,
  /** One rule per field. */
  claims: z.array(claimRule).length(6),
})

export const getParameters = read({
  id: 'underwriting.parameters',
  path: '/underwriting/parameters',
  summary: { zh: '审批参数', en: 'Parameters of underwriting' },
  permission: 'applications.read',
  output: parametersFile(parameters),
})

export const proposeParameters = write({
  id: 'underwriting.proposeParameters',
  path: '/underwriting/parameters',
  summary: { zh: '申请调整审批参数', en: 'Ask for other parameters of underwriting' },
  permission: 'policies.edit',
  idempotency: 'natural',
  body: parametersProposal(parameters),
  output: z.object({ approvalId: id }),
  refusals: ['underwriting.parameters_invalid', 'approvals.already_asked'],
})

export const decideParameters = write({
  id: 'underwriting.decideParameters',
  path: '/underwriting/parameters/decision',
  summary: { zh: '复核审批参数', en: 'Decide on parameters of underwriting' },
  permission: 'policies.approve',
  idempotency: 'natural',
  body: decisionBody(500),
  output: z.object({ version: count }),
  refusals: ['approvals.none_pending', 'approvals.maker_cannot_check'],
})
