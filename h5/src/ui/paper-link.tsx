import { type AnyOperation, type InputOf, urlIn } from '@puhui/api'
import { useAppearance } from '../app/appearance.ts'
import { loanText } from '../i18n/loan.ts'
import { useText } from '../i18n/text.ts'

interface PaperLinkProps<Op extends AnyOperation> {
  readonly label: string
  readonly operation: Op
  readonly input: InputOf<Op>
}

/** A paper in the reader's language, and beside it the other one. */
export function PaperLink<Op extends AnyOperation>({ label, operation, input }: PaperLinkProps<Op>) {
  const text = useText(loanText)
  const { locale } = useAppearance()
  const other = locale === 'zh' ? 'en' : 'zh'
  return (
    <span className="paper-link">
      <a className="button plain" href={urlIn(locale, operation, input)} target="_blank" rel="noreferrer">
        {label}
      </a>
      <a
        className="button plain"
        href={urlIn(other, operation, input)}
        target="_blank"
        rel="noreferrer"
        aria-label={text.inOther(label)}
      >
        {text.other}
      </a>
    </span>
  )
}
