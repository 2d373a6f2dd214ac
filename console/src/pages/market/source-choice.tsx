import type { marketApi, OutputOf } from '@puhui/api'
import { Select } from 'antd'
import { useUrlState } from '../../app/url-state.ts'
import { marketText } from '../../i18n/market.ts'
import { useLocalized, useText } from '../../i18n/text.ts'

export type MarketSource = OutputOf<typeof marketApi.showSize>['source']

/** Which source and version is shown; kept in the address. */
export function SourceChoice({
  value,
  sources,
}: {
  readonly value: string
  readonly sources: readonly MarketSource[]
}) {
  const t = useText(marketText)
  const say = useLocalized()
  const [, setSearch] = useUrlState()
  return (
    <div className="inline-field market-source">
      <span id="market-source">{t.source}</span>
      <Select
        aria-labelledby="market-source"
        value={value}
        popupMatchSelectWidth={false}
        onChange={(sourceId) => setSearch({ sourceId })}
        options={sources.map(({ id, name, version, isCurrent }) => ({
          value: id,
          label: isCurrent && version === 1 ? say(name) : `${say(name)} · ${t.version} ${version}`,
        }))}
      />
    </div>
  )
}
