import { decodeTerms } from '@puhui/product'
import { App, Button, Modal } from 'antd'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { None } from '../../ui/figures.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import type { Version } from './product-version.ts'
import { changesOf, fieldsOf } from './terms-fields.ts'
import { combined, type TermsValues, termsOfValues, valuesOfTerms } from './terms-values.ts'

interface ConflictProps {
  readonly base: TermsValues
  readonly mine: TermsValues
  readonly theirs: Version
  readonly onGoOn: (next: TermsValues, from: Version) => void
  readonly onClose: () => void
}

/** Two people changed one draft: both values of each term that differs, and how to go on without losing either. */
export function Conflict({ base, mine, theirs, onGoOn, onClose }: ConflictProps) {
  const t = useText(productsText)
  const { message } = App.useApp()
  const { locale } = useAppearance()
  const read = (terms: unknown) => {
    const decoded = decodeTerms(terms)
    return decoded.ok ? fieldsOf(decoded.value, t, locale) : []
  }
  const theirValues = valuesOfTerms(theirs.terms)
  const [before, own, other] = [read(termsOfValues(base)), read(termsOfValues(mine)), read(theirs.terms)]
  const changedByMe = new Set(changesOf(before, own).map(({ key }) => key))
  const changedByThem = new Set(changesOf(before, other).map(({ key }) => key))
  const differences = changesOf(own, other)
  function combine() {
    message.info(t.combined)
    onGoOn(combined(base, mine, theirValues), theirs)
  }
  return (
    <Modal
      open
      width={760}
      title={t.conflict}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t.back}</Button>
          <Button onClick={() => onGoOn(theirValues, theirs)}>{t.takeTheirs}</Button>
          <Button type="primary" onClick={combine}>
            {t.combine}
          </Button>
        </>
      }
    >
      <p>{t.conflictAbout}</p>
      {differences.length === 0 ? (
        <p className="soft">{t.noDifference}</p>
      ) : (
        <div className="wrapping" data-part="conflict">
          <PlainTable
            caption={t.conflict}
            table={{
              head: [t.field, t.mine, `${t.theirs} (${theirs.author})`, ''],
              rows: differences.map(({ key, label, one, other: them }) => [
                label,
                one ?? <None key="mine" />,
                them ?? <None key="theirs" />,
                changedByMe.has(key) && changedByThem.has(key) ? (
                  <Tag key="both" tone="attention">
                    {t.both}
                  </Tag>
                ) : (
                  ''
                ),
              ]),
            }}
          />
        </div>
      )}
    </Modal>
  )
}
