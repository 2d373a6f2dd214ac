import pg from 'pg'

/**
 * Fills a lender with customers of whom 15 facts are drawn, straight into its tables: the identities are empty, the
 * profiles are rows like any other. About one value in twelve is missing.
 */
export async function fillProfiles(owner: pg.ClientConfig, count: number): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query(`set synchronous_commit = off; select setseed(0.5)`)
    await client.query('alter table profile_fact drop constraint profile_fact_customer_id_fkey')
    for (let from = 0; from < count; from += AT_ONCE)
      await client.query(fill(from, Math.min(count, from + AT_ONCE) - 1))
    await client.query(`alter table profile_fact add constraint profile_fact_customer_id_fkey
      foreign key (customer_id) references customer not valid`)
    await client.query('analyze customer_profile; analyze profile_fact')
  } finally {
    await client.end()
  }
}

const AT_ONCE = 100_000

const word = (words: readonly string[]) =>
  `to_jsonb((array[${words.map((each) => `'${each}'`)}])[1 + floor(random() * random() * ${words.length})::int])`
const whole = (low: number, high: number) => `to_jsonb(${low} + floor(random() * ${high - low + 1})::int)`
/** Fen to the yuan, as text, with a long tail. */
const money = (middle: number) =>
  `to_jsonb((round(${middle} * exp(1.2 * (random() + random() + random() - 1.5))) * 100)::bigint::text)`
const flag = (share: number) => `to_jsonb(random() < ${share})`

const FACTS: Readonly<Record<string, string>> = {
  age: whole(18, 70),
  gender: word(['female', 'male']),
  occupation: word(['factory-worker', 'service-worker', 'farmer', 'shopkeeper', 'student']),
  province: word(['51', '41', '34', '43', '32', '44', '33', '11', '50', '61', '62', '65']),
  cityTier: word(['county', 'tier4', 'tier3', 'village', 'tier2', 'tier1']),
  income: money(6_000),
  spendMonthly: money(2_500),
  recencyDays: whole(0, 365),
  score: whole(300, 850),
  loansOpen: whole(0, 3),
  outstanding: money(9_000),
  dpd: `to_jsonb(greatest(0, floor(random() * 200)::int - 150))`,
  marketingConsent: flag(0.7),
  reachable: flag(0.9),
  contacts30d: whole(0, 5),
}

function fill(from: number, to: number): string {
  const drawn = Object.entries(FACTS).map(([id, value]) => `('${id}', case when random() > 0.08 then ${value} end)`)
  return `
    with made as materialized (
      select n, 'cus_' || lpad(n::text, 26, '0') as id from generate_series(${from}, ${to}) n
    ), customers as (
      insert into customer (id, mobile_cipher, mobile_index, mobile_masked, source, is_synthetic, created_by, created_at,
          changed_at)
        select id, '', convert_to(id, 'UTF8'), '', 'import', true, 'bench', now(), now() from made
    ), profiles as (
      insert into customer_profile (customer_id, holdout_bucket, computed_at)
        select id, floor(random() * 10000)::int, now() from made
    )
    insert into profile_fact (customer_id, fact_id, value, source, observed_at, confidence_ppm, basis)
      select id, fact.id_of, fact.value, 'stated', now(), 600000, 'contract'
        from made cross join lateral (values ${drawn.join(', ')}, ('holdoutBucket', to_jsonb(n % 10000))) as fact (id_of, value)
        where fact.value is not null`
}
