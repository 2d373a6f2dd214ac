import type { Locale } from '@puhui/kernel'
import type { Problem } from '@puhui/product'
import { allocationText } from '../../i18n/allocation.ts'
import { defaultTermsText } from '../../i18n/default-terms.ts'
import { planText } from '../../i18n/plan.ts'
import { productsText } from '../../i18n/products.ts'
import { scenesText } from '../../i18n/scenes.ts'
import { useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'

/** Everything that keeps the terms from being priced, each with the part of the form it is in. */
export function TermsProblems({ problems }: { readonly problems: readonly Problem[] }) {
  const t = useText(productsText)
  const p = useText(planText)
  const { locale } = useAppearance()
  const lines = new Set(problems.map(({ path, code }) => `${placeOf(path, locale)}${p.problemsOf[kindOf(code)]}`))
  return (
    <>
      <p role="status">{t.incomplete(lines.size)}</p>
      <ul className="plain-summary">
        {[...lines].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}

function kindOf(code: Problem['code']): 'missing' | 'range' | 'clash' | 'wrong' {
  if (code === 'missing' || code === 'empty') return 'missing'
  if (code === 'not_offered') return 'clash'
  return code === 'out_of_range' ? 'range' : 'wrong'
}

/** What the part of the form is called that a pointer leads to. */
export function placeOf(path: string, locale: Locale): string {
  const [t, p, a, d] = [productsText[locale], planText[locale], allocationText[locale], defaultTermsText[locale]]
  const [, top = '', part = ''] = path.split('/')
  if (top === 'plan') return part in p ? String(p[part as keyof typeof p]) : p.title
  if (top === 'rules') return p.rules
  if (top === 'allocation' && part === 'chargesDue') return a.chargesDue
  const names: Readonly<Record<string, string>> = {
    code: t.code,
    name: `${t.nameZh} / ${t.nameEn}`,
    purpose: `${t.purposeZh} / ${t.purposeEn}`,
    methods: t.methods,
    amountFen: `${t.amountMin} / ${t.amountMax}`,
    termMonths: t.terms,
    prices: t.prices,
    fees: t.fees,
    penalty: t.penalty,
    graceDays: t.graceDays,
    prepayment: t.prepayment,
    allocation: t.allocation,
    refundInterest: a.refundInterest,
    acceleration: d.acceleration,
    chargeOff: d.chargeOff,
    scenes: scenesText[locale].rules,
    costCapPpm: t.cap,
  }
  return names[top] ?? t.counting
}
