import type { Fact, FactValue } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import { formatPercent } from '@puhui/product'
import { FACTS } from '../policies/index.ts'

const UNKNOWN: Localized = { zh: '未知', en: 'Unknown' }

/** A fact's value as people read it: yuan, per cent, the label of an enum; unknown is said, never left blank. */
export function factShown(id: string, value: FactValue): Localized {
  if (value === null || value === undefined) return UNKNOWN
  const fact = FACTS.get(id)
  return fact ? shownAs(fact, value) : both(String(value))
}

export function factLabel(id: string): Localized {
  return FACTS.get(id)?.label ?? both(id)
}

function shownAs(fact: Fact, value: NonNullable<FactValue>): Localized {
  switch (fact.type) {
    case 'money':
      return { zh: `${formatYuan(BigInt(value))} 元`, en: `¥${formatYuan(BigInt(value))}` }
    case 'rate':
      return both(formatPercent(BigInt(value)))
    case 'boolean':
      return value ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' }
    case 'enum':
      return fact.values?.find((one) => one.value === value)?.label ?? both(String(value))
    default: {
      const { unit } = fact
      return unit ? { zh: `${value} ${unit.zh}`, en: `${value} ${unit.en}` } : both(String(value))
    }
  }
}

function both(text: string): Localized {
  return { zh: text, en: text }
}
