import { regulationsApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { useCan } from '../../api/session.ts'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import './regulations.css'

/** Policies that come into force soon, and those in force with something left to do: on the overview. */
export function PolicyAlerts() {
  const can = useCan()
  return can('regulations.read') ? <Alerts /> : null
}

function Alerts() {
  const t = useText(regulationsText)
  const say = useLocalized()
  const read = useRead(regulationsApi.regulationAlerts, {})
  const alerts = read.data?.alerts ?? []
  if (alerts.length === 0) return null
  return (
    <Block title={t.alerts} actions={<To href="/regulations">{t.all}</To>}>
      <ul className="policy-alerts" data-part="policy-alerts">
        {alerts.slice(0, 5).map((one) => (
          <li key={one.id}>
            <To href={`/regulations/${one.id}`}>{say(one.title)}</To>
            <span>
              <Tag tone={one.daysLeft <= 30 ? 'attention' : 'info'}>
                {one.daysLeft > 0 ? t.daysLeft(one.daysLeft) : t.inForceNow}
              </Tag>{' '}
              {one.numbersPending && <Tag tone="attention">{t.alertsPending}</Tag>}{' '}
              {one.lateActions > 0 ? (
                <Tag tone="bad">{t.alertsLate(one.lateActions)}</Tag>
              ) : (
                one.openActions > 0 && <Tag tone="attention">{t.alertsOpen(one.openActions)}</Tag>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  )
}
