/** Terms as the form holds them: the JSON of `encodeTerms`, with rates as numbers because the rate inputs are so. */
export type TermsValues = Readonly<Record<string, unknown>>

/** From the JSON of the server to the form. */
export function valuesOfTerms(json: unknown): TermsValues {
  return ppm(json, (value) =>
    typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value,
  ) as TermsValues
}

/** From the form to JSON for `decodeTerms`. What the chosen kind of a thing has no place for goes. */
export function termsOfValues(values: TermsValues | undefined): Record<string, unknown> {
  const plain = ppm(values ?? {}, (value) => (typeof value === 'number' ? String(value) : value)) as Record<
    string,
    unknown
  >
  const { termMonths, dueDay, fees, prepayment, plan: planned, scenes, ...others } = plain
  const plan = planOf(planned, plain.methods)
  return {
    ...withoutCleared(others),
    ...(plan ? { plan } : {}),
    ...(Array.isArray(scenes) && scenes.length > 0 ? { scenes } : {}),
    termMonths: Array.isArray(termMonths) ? termMonths.map(Number).toSorted((a, b) => a - b) : termMonths,
    dueDay: trimmed(dueDay, { 'disbursement-day': [], fixed: ['dayOfMonth', 'minDaysToFirst'] }),
    fees: Array.isArray(fees) ? fees.map(feeOf) : [],
    prepayment: prepayment ?? {},
  }
}

/** The parts of a plan that are switched on, and of those for one method only what an offered method needs. */
function planOf(plan: unknown, methods: unknown): Record<string, unknown> | undefined {
  if (typeof plan !== 'object' || plan === null) return undefined
  const offered = Array.isArray(methods) ? methods : []
  const isNeeded = (key: string) => METHOD_OF[key] === undefined || offered.includes(METHOD_OF[key])
  const parts = Object.entries(plan).filter(([key, value]) => value !== undefined && value !== null && isNeeded(key))
  if (parts.length === 0) return undefined
  return Object.fromEntries(parts.map(([key, value]) => [key, partOf(key, value)]))
}

function partOf(key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return withoutCleared(key === 'floating' ? floatingOf(value) : value)
}

/** What was cleared, or switched off, is not in the terms. */
function withoutCleared(part: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null && value !== undefined))
}

const METHOD_OF: Readonly<Record<string, string>> = {
  balloonPpm: 'balloon',
  flat: 'flat',
  season: 'seasonal',
  parts: 'custom',
}

function floatingOf(floating: object): object {
  const { repricing } = floating as { repricing?: unknown }
  const kept = { 'january-first': [], anniversary: [], 'every-months': ['months'] }
  return { ...floating, repricing: trimmed(repricing, kept) }
}

function feeOf({ event, ...fee }: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...fee,
    ...(fee.timing === 'on-event' ? { event } : {}),
    amount: trimmed(fee?.amount, AMOUNT_FIELDS),
    collector: trimmed(fee?.collector, { lender: [], partner: ['partnerId', 'name'] }),
  }
}

const AMOUNT_FIELDS = {
  fixed: ['amountFen'],
  share: ['ratePpm'],
  'share-of-balance': ['ratePpm'],
  'share-of-instalment': ['ratePpm'],
  'share-of-instalment-principal': ['ratePpm'],
  'share-of-instalment-interest': ['ratePpm'],
}

function trimmed(value: unknown, fields: Readonly<Record<string, readonly string[]>>): unknown {
  if (typeof value !== 'object' || value === null) return value
  const kept = fields[String((value as { kind?: unknown }).kind)] ?? []
  return Object.fromEntries(Object.entries(value).filter(([name]) => name === 'kind' || kept.includes(name)))
}

function ppm(value: unknown, change: (value: unknown) => unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => ppm(item, change))
  if (typeof value !== 'object' || value === null) return name.endsWith('Ppm') ? change(value) : value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ppm(item, change, key)]))
}

/** Mine where I changed something since `base`, theirs everywhere else; whole top-level terms, never halves. */
export function combined(base: TermsValues, mine: TermsValues, theirs: TermsValues): TermsValues {
  const isMine = (key: string) => JSON.stringify(mine[key]) !== JSON.stringify(base[key])
  return Object.fromEntries(Object.keys(theirs).map((key) => [key, isMine(key) ? mine[key] : theirs[key]]))
}

/** What a new product starts from. */
export const NEW_TERMS: TermsValues = {
  code: '',
  name: { zh: '', en: '' },
  purpose: { zh: '', en: '' },
  methods: ['equal-instalment'],
  amountFen: { min: '100000', max: '5000000', step: '10000' },
  termMonths: [3, 6, 12, 24],
  prices: [
    { grade: 'A', annualRatePpm: 84_000 },
    { grade: 'B', annualRatePpm: 120_000 },
    { grade: 'C', annualRatePpm: 156_000 },
    { grade: 'D', annualRatePpm: 192_000 },
    { grade: 'E', annualRatePpm: 228_000 },
  ],
  fees: [],
  penalty: { contractRateMultiplePpm: 1_500_000, annualRateMaxPpm: 240_000, base: 'principal', daysInYear: 365 },
  graceDays: 3,
  prepayment: {
    isAllowed: true,
    feePpm: 0,
    freeAfterInstalments: 0,
    minAmountFen: '50000',
    modes: ['lower-instalment', 'fewer-instalments'],
  },
  interestBasis: 'monthly',
  dueDay: { kind: 'disbursement-day' },
  workingDayShift: 'none',
  instalment: { multipleFen: '1', rounding: 'half-even' },
  rules: { limit: { perCustomerFen: '5000000' }, review: { manualAboveFen: '3000000', manualGrades: ['E'] } },
  costCapPpm: 240_000,
}
