/** The page of each kind of object that has one, by the words of the journal. */
const PAGES: Readonly<Record<string, string>> = {
  application: '/applications',
  campaign: '/campaigns',
  contract: '/contracts',
  customer: '/customers',
  hardship_request: '/hardship',
  import: '/imports',
  job: '/jobs',
  loan: '/loans',
  policy: '/policies',
  policyDraft: '/policyDrafts',
  product: '/products',
  provision_run: '/provisions/runs',
  regulation: '/regulations',
  segment: '/segments',
  survey: '/surveys',
  webhook: '/webhooks',
  what_if: '/what-ifs',
}

/** Where an object is looked at; undefined for what has no page of its own. */
export function placeOf(kind: string, id: string): string | undefined {
  const page = PAGES[kind]
  return page && `${page}/${id}`
}
