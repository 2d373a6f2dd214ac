import { borrowerApi, labelOf, merchantsApi } from '@puhui/api'
import { sceneOf } from '@puhui/product'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { useOffered } from '../api/offered.ts'
import { useAppearance } from '../app/appearance.ts'
import { sceneText } from '../i18n/scene.ts'
import { useText } from '../i18n/text.ts'
import { Field } from '../ui/field.tsx'
import { fieldProblem, Refused } from '../ui/states.tsx'

type Wish = NonNullable<Journey['wish']>

/** What the money is for; where the product pays the merchant, which one; where it is something else, in own words. */
export function PurposeFields({ wish }: { readonly wish: Wish }) {
  const text = useText(sceneText)
  const { locale } = useAppearance()
  const offered = useOffered()
  const save = useStep((changed: Wish) => call(borrowerApi.saveWish, { body: changed as never }))
  const product = offered.data?.products.find(({ code }) => code === wish.productCode)
  const purposes = product?.purposes ?? [wish.purpose]
  const scene = sceneOf(wish.purpose)
  const isMerchantPaid = product?.scenes.some((rule) => rule.scene === scene && rule.payee === 'merchant') ?? false
  const change = (purpose: string) => {
    const { merchantId: _merchantId, purposeNote: _note, ...rest } = wish
    save.mutate({ ...rest, purpose })
  }
  return (
    <>
      <Field label={text.purpose}>
        {(given) => (
          <select {...given} value={wish.purpose} onChange={(event) => change(event.target.value)}>
            {purposes.map((purpose) => (
              <option key={purpose} value={purpose}>
                {labelOf('purpose', purpose)[locale]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {isMerchantPaid && (
        <MerchantField
          scene={scene}
          value={wish.merchantId ?? ''}
          onChange={(merchantId) => save.mutate({ ...wish, merchantId })}
        />
      )}
      {wish.purpose === 'other' && (
        <NoteField
          value={wish.purposeNote ?? ''}
          problem={fieldProblem(save.error, 'purposeNote')}
          onChange={(purposeNote) => save.mutate({ ...wish, purposeNote })}
        />
      )}
      <Refused error={save.error} />
    </>
  )
}

interface FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

function MerchantField({ scene, value, onChange }: FieldProps & { readonly scene: ReturnType<typeof sceneOf> }) {
  const text = useText(sceneText)
  const read = useQuery({
    queryKey: ['merchants', scene],
    queryFn: () => call(merchantsApi.offeredMerchants, { query: { scene } }),
  })
  const merchants = read.data?.merchants ?? []
  return (
    <Field label={text.merchant} hint={read.data && merchants.length === 0 ? text.noMerchants : text.paidTo}>
      {(given) => (
        <select
          {...given}
          value={value}
          onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
        >
          <option value="">{text.choose}</option>
          {merchants.map(({ id, name }) => (
            <option key={id} value={id} lang="zh">
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function NoteField({ value, problem, onChange }: FieldProps & { readonly problem: string | undefined }) {
  const text = useText(sceneText)
  const [typed, setTyped] = useState(value)
  return (
    <Field label={text.note} hint={text.noteHint} problem={problem}>
      {(given) => (
        <input
          {...given}
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => typed.trim() !== value && onChange(typed.trim())}
        />
      )}
    </Field>
  )
}
