import type { customersApi, OutputOf } from '@puhui/api'
import { mayProcess } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import { consentsOf, purposesOf, readConsentRows } from '../modules/customers/index.ts'
import { dayOf } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { lenderProfile } from '../platform/settings.ts'

type ConsentShown = OutputOf<typeof customersApi.getCustomer>['consents'][number]

/** Every purpose as it is asked today, with what this person answered; nothing is ticked that was not agreed to. */
export async function consentsShown(ctx: ReadContext, customerId: string): Promise<ConsentShown[]> {
  const { name } = await lenderProfile(ctx)
  const [records, rows] = [await consentsOf(ctx, customerId), await readConsentRows(ctx.db, customerId)]
  const on = dayOf(ctx.clock.now())
  return purposesOf(name).map((purpose) => {
    const own = rows.filter((row) => row.purpose === purpose.id)
    const last = own.at(-1)
    const granted = own.findLast((row) => row.answer === 'granted')
    const { notice } = purpose
    return {
      id: last?.id ?? null,
      purpose: purpose.id,
      version: purpose.version,
      title: purpose.title,
      text: purpose.text,
      isNecessary: purpose.isNecessary,
      isSeparate: purpose.kind === 'separate',
      isGranted: mayProcess(records, purpose, on).decision === 'allow',
      grantedAt: granted?.answered_at ?? null,
      withdrawnAt: last?.answer === 'withdrawn' ? last.answered_at : null,
      notice: {
        recipient: notice.recipient,
        contact: notice.contact.zh,
        purpose: notice.purpose,
        method: notice.method,
        categories: joined(notice.categories),
      },
    }
  })
}

function joined(texts: readonly Localized[]): Localized {
  return { zh: texts.map(({ zh }) => zh).join('、'), en: texts.map(({ en }) => en).join('; ') }
}
