import type { Day } from '@puhui/calendar'
import { type Selectable, sql } from 'kysely'
import { json, type Reader, stringify, type Tx } from '../../platform/db.ts'
import type { Agreement } from './agreement-model.ts'
import type { Acknowledgement, Signature } from './model.ts'
import type { SupplementaryAgreementTable, SupplementaryCopyTable } from './schema.ts'

function agreementFrom(row: Selectable<SupplementaryAgreementTable>): Agreement {
  return {
    id: row.id,
    number: row.number,
    contractId: row.contract_id,
    loanId: row.loan_id,
    customerId: row.customer_id,
    requestId: row.request_id,
    status: row.status,
    terms: row.terms,
    termsHash: row.terms_hash,
    eventSeq: row.event_seq,
    preparedOn: row.prepared_on,
    signBy: row.sign_by,
    createdAt: row.created_at,
    acknowledgement: row.acknowledgement,
    signature: row.signature,
    signedHow: row.signed_how,
    pdfSha256: row.pdf_sha256,
    signedAt: row.signed_at,
    eventId: row.event_id,
    endedAt: row.ended_at,
    endReason: row.end_reason,
  }
}

/** The number of a new paper: that of its contract, and which one it is. */
export async function nextAgreementNumber(tx: Tx, { id, number }: { readonly id: string; readonly number: string }) {
  const { n } = await tx
    .selectFrom('supplementary_agreement')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('contract_id', '=', id)
    .executeTakeFirstOrThrow()
  return `${number}-B${Number(n) + 1}`
}

export async function insertAgreement(tx: Tx, one: Agreement): Promise<void> {
  const row = {
    id: one.id,
    number: one.number,
    contract_id: one.contractId,
    loan_id: one.loanId,
    customer_id: one.customerId,
    request_id: one.requestId,
    status: one.status,
    terms: stringify(one.terms),
    terms_hash: one.termsHash,
    event_seq: one.eventSeq,
    prepared_on: one.preparedOn,
    sign_by: one.signBy,
    created_at: one.createdAt,
  }
  await tx
    .insertInto('supplementary_agreement')
    .values(row as never)
    .execute()
}

export async function readAgreement(reader: Reader, id: string): Promise<Agreement | null> {
  const row = await reader.selectFrom('supplementary_agreement').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? agreementFrom(row) : null
}

/** The papers of a loan, newest first. */
export async function readAgreementsOf(reader: Reader, loanId: string): Promise<Agreement[]> {
  const rows = await reader
    .selectFrom('supplementary_agreement')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(agreementFrom)
}

/** Papers that nobody may sign any more: their day has passed, or their loan has moved. */
export async function readSpent(reader: Reader, on: Day): Promise<{ agreement: Agreement; isLate: boolean }[]> {
  const rows = await reader
    .selectFrom('supplementary_agreement as a')
    .innerJoin('loan as l', 'l.id', 'a.loan_id')
    .selectAll('a')
    .where('a.status', '=', 'waiting')
    .where((eb) => eb.or([eb('a.sign_by', '<', on), eb('l.event_seq', '<>', eb.ref('a.event_seq'))]))
    .orderBy('a.id')
    .execute()
  return rows.map((row) => ({ agreement: agreementFrom(row), isLate: row.sign_by < on }))
}

/** @returns whether it was still waiting */
export async function keepReading(tx: Tx, id: string, acknowledgement: Acknowledgement): Promise<boolean> {
  return change(tx, id, { acknowledgement: json(acknowledgement) })
}

export interface AgreementSigned {
  readonly signature: Signature
  readonly signedHow: 'online' | 'paper'
  readonly pdfSha256: string
  readonly signedAt: string
  readonly eventId: string
  readonly approvalId: string | null
}

export async function updateAgreementToSigned(tx: Tx, id: string, set: AgreementSigned): Promise<boolean> {
  return change(tx, id, {
    status: 'signed',
    signature: json(set.signature),
    signed_how: set.signedHow,
    pdf_sha256: set.pdfSha256,
    signed_at: set.signedAt,
    event_id: set.eventId,
    approval_id: set.approvalId,
    ended_at: set.signedAt,
  })
}

export async function endAgreement(
  tx: Tx,
  id: string,
  end: { readonly status: 'declined' | 'lapsed' | 'void'; readonly at: string; readonly reason: string | null },
): Promise<boolean> {
  return change(tx, id, { status: end.status, ended_at: end.at, end_reason: end.reason })
}

async function change(tx: Tx, id: string, set: object): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('supplementary_agreement')
    .set(set as never)
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertAgreementPaper(
  tx: Tx,
  agreementId: string,
  { sha256, content, madeAt }: { readonly sha256: string; readonly content: Buffer; readonly madeAt: string },
): Promise<void> {
  const row = { agreement_id: agreementId, sha256, content, made_at: madeAt }
  await tx.insertInto('supplementary_paper').values(row).execute()
}

export async function readAgreementPaper(reader: Reader, agreementId: string): Promise<Buffer | null> {
  const row = await reader
    .selectFrom('supplementary_paper')
    .select('content')
    .where('agreement_id', '=', agreementId)
    .executeTakeFirst()
  return row?.content ?? null
}

export type AgreementCopy = Selectable<SupplementaryCopyTable>

export async function insertCopy(tx: Tx, copy: AgreementCopy): Promise<void> {
  await tx
    .insertInto('supplementary_copy')
    .values(copy as never)
    .execute()
}

export async function readCopy(reader: Reader, id: string): Promise<AgreementCopy | null> {
  return (await reader.selectFrom('supplementary_copy').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The signed copies of some papers, newest first, without what they show. */
export function readCopiesOf(reader: Reader, agreementIds: readonly string[]) {
  return reader
    .selectFrom('supplementary_copy as c')
    .leftJoin('staff_user as u', 'u.id', 'c.uploaded_by')
    .select(['c.id', 'c.agreement_id', 'c.file_name', 'c.media_type', 'c.bytes', 'c.signed_on', 'c.uploaded_by'])
    .select(['c.uploaded_at', 'u.name as uploader'])
    .where('c.agreement_id', 'in', agreementIds.length === 0 ? [''] : [...agreementIds])
    .orderBy('c.uploaded_at', 'desc')
    .orderBy('c.id', 'desc')
    .execute()
}

/** Within how many days a paper that is drawn up on a day must be signed. */
export async function signDaysOn(reader: Reader, on: Day): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    select days from signing_period where effective_on <= ${on} order by effective_on desc limit 1`.execute(reader)
  return rows[0]!.days
}

/** From a day on, papers that are drawn up must be signed within so many days. */
export async function setSigningDays(tx: Tx, on: Day, days: number): Promise<void> {
  await sql`
    insert into signing_period (effective_on, days) values (${on}, ${days})
    on conflict (effective_on) do update set days = excluded.days`.execute(tx)
}
