import { objectNamesText } from '../i18n/object-names.ts'
import { useText } from '../i18n/text.ts'
import { To } from './to.tsx'

const ID = /^([a-z]{3})_[0-9a-z]{20,}$/
const LAST = 4

/** Where the object of an id has a page of its own. */
const PAGES: Readonly<Record<string, string>> = {
  loa: '/loans/',
  ctr: '/contracts/',
  app: '/applications/',
  cus: '/customers/',
  len: '/ledger/entries/',
  hsr: '/hardship/',
  imp: '/imports/',
  seg: '/segments/',
  cmp: '/campaigns/',
  svy: '/surveys/',
}

export function isId(text: string): boolean {
  return ID.test(text)
}

/** An id as what it names: a link where that has a page, else its kind; the end of the id tells two apart. */
export function JournalId({ id }: { readonly id: string }) {
  const names: Readonly<Record<string, string>> = useText(objectNamesText)
  const prefix = id.slice(0, 3)
  const text = [names[prefix], `…${id.slice(-LAST)}`].filter(Boolean).join(' ')
  const page = PAGES[prefix]
  return <span title={id}>{page ? <To href={page + id}>{text}</To> : text}</span>
}
