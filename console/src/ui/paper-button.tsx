import { type AnyOperation, type InputOf, urlIn } from '@puhui/api'
import { Button } from 'antd'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { useAppearance } from '../theme/appearance.ts'
import { DisabledReason } from './disabled-reason.tsx'

interface PaperButtonProps<Op extends AnyOperation> {
  readonly label: string
  readonly operation: Op
  readonly input: InputOf<Op>
  /** Why it cannot be had now. */
  readonly why?: string | undefined
}

/** A paper in the reader's language, and beside it the other one. */
export function PaperButton<Op extends AnyOperation>({ label, operation, input, why }: PaperButtonProps<Op>) {
  const t = useText(uiText).paper
  const { locale } = useAppearance()
  const other = locale === 'zh' ? 'en' : 'zh'
  return (
    <span className="paper-buttons">
      <DisabledReason why={why}>
        <Button href={urlIn(locale, operation, input)} target="_blank">
          {label}
        </Button>
      </DisabledReason>
      <DisabledReason why={why}>
        <Button type="text" href={urlIn(other, operation, input)} target="_blank" aria-label={t.inOther(label)}>
          {t.other}
        </Button>
      </DisabledReason>
    </span>
  )
}
