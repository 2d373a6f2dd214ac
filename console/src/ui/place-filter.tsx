import { labelOf, valuesOf } from '@puhui/api'
import { PROVINCES } from '@puhui/compliance'
import { Select } from 'antd'
import { useUrlState } from '../app/url-state.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'

type Area = ReturnType<typeof valuesOf<'area'>>[number]

export interface PlaceQuery {
  readonly area?: Area
  readonly province?: string
}

/** The part of the country that the address asks for: `?area=lower&province=41`. */
export function usePlaceQuery(): PlaceQuery {
  const [{ area, province }] = useUrlState()
  return {
    ...(valuesOf('area').includes(area as Area) ? { area: area as Area } : {}),
    ...(province && PROVINCES.has(province) ? { province } : {}),
  }
}

/** The one choice of place for every report, kept in the address: a tier or the lower-tier market, and a province. */
export function PlaceFilter() {
  const t = useText(uiText).place
  const say = useLocalized()
  const { area, province } = usePlaceQuery()
  const [, setSearch] = useUrlState()
  return (
    <fieldset className="place-filter no-print">
      <legend className="unseen">{t.legend}</legend>
      <Select
        aria-label={t.area}
        value={area ?? ''}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t.everywhere },
          ...valuesOf('area').map((value) => ({ value, label: say(labelOf('area', value)) })),
        ]}
        onChange={(value: string) => setSearch({ area: value || undefined })}
      />
      <Select
        aria-label={t.province}
        value={province ?? ''}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        options={[
          { value: '', label: t.allProvinces },
          ...[...PROVINCES].map(([value, label]) => ({ value, label: say(label) })),
        ]}
        onChange={(value: string) => setSearch({ province: value || undefined })}
      />
    </fieldset>
  )
}

/** What the report is about, in words: for the heading, and for paper, where the choice is not seen. */
export function PlaceNote() {
  const t = useText(uiText).place
  const say = useLocalized()
  const { area, province } = usePlaceQuery()
  if (area === undefined && province === undefined) return null
  const names = [
    province === undefined ? '' : say(PROVINCES.get(province)!),
    area === undefined ? '' : say(labelOf('area', area)),
  ]
  return <span className="place-note">{t.narrowedTo(names.filter((name) => name !== '').join(' · '))}</span>
}
