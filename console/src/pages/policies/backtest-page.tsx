import { useParams } from '@tanstack/react-router'
import { policiesText } from '../../i18n/policies.ts'
import { useText } from '../../i18n/text.ts'
import { Page } from '../../ui/page.tsx'
import { BacktestView } from './backtest-view.tsx'
import './policies.css'

export function BacktestPage() {
  const { backtestId = '' } = useParams({ strict: false })
  const t = useText(policiesText)
  return (
    <Page title={t.backtest} about={t.backtestAbout}>
      <BacktestView backtestId={backtestId} />
    </Page>
  )
}
