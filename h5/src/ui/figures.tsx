import { labelOf } from '@puhui/api'
import { showMoney, showRate, toneOf } from '@puhui/design'
import { useAppearance } from '../app/appearance.ts'

export function Money({ fen }: { readonly fen: string }) {
  return <>{showMoney(BigInt(fen))}</>
}

export function Rate({ ppm }: { readonly ppm: number }) {
  return <>{showRate(BigInt(ppm))}</>
}

export function Status({ set, value }: { readonly set: string; readonly value: string }) {
  const { locale } = useAppearance()
  return <span className={`tag ${toneOf(value)}`}>{labelOf(set, value)[locale]}</span>
}
