import type { OfferStage, Policy } from '@puhui/policy'
import { Input } from 'antd'
import { policiesText } from '../../i18n/policies.ts'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { AddButton, Choice, MoveButtons, NumberInput, ReasonInput, TextInput } from './inputs.tsx'
import { freshName, withMoved, without, withReplaced } from './order.ts'

interface OfferTermsProps {
  readonly stage: OfferStage
  readonly policy: Policy
  readonly isReadOnly: boolean
  readonly onChange: (stage: OfferStage) => void
}

const FEN = 100

/** The limit: caps of which the least is taken, how it is rounded, and what happens below the minimum. */
export function OfferTerms({ stage, policy, isReadOnly, onChange }: OfferTermsProps) {
  const t = useText(policyEditorText)
  const { limit } = stage
  const set = (change: Partial<typeof limit>) => onChange({ ...stage, limit: { ...limit, ...change } })
  const { decline, refer, moreData } = t.effects
  return (
    <section className="stack" data-part="offer-terms">
      <h3>{t.offerTerms}</h3>
      <Caps stage={stage} policy={policy} isReadOnly={isReadOnly} onChange={onChange} />
      <div className="line-fields">
        <NumberInput
          label={t.step}
          value={limit.stepFen / FEN}
          isReadOnly={isReadOnly}
          onChange={(yuan) => set({ stepFen: Math.max(1, Math.round(yuan * FEN)) })}
        />
        <TextInput
          label={t.minimum}
          value={limit.minimum}
          isReadOnly={isReadOnly}
          onChange={(minimum) => set({ minimum })}
        />
        <Choice
          label={t.onBelow}
          value={limit.onBelow}
          choices={{ decline, refer }}
          isReadOnly={isReadOnly}
          onChange={(onBelow) => set({ onBelow })}
        />
        <ReasonInput
          label={t.belowReason}
          value={limit.reasonCode}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={(reasonCode) => set({ reasonCode })}
        />
        <Choice
          label={t.onUnknown}
          value={stage.onUnknown}
          choices={{ decline, refer, moreData }}
          isReadOnly={isReadOnly}
          onChange={(onUnknown) => onChange({ ...stage, onUnknown })}
        />
        <ReasonInput
          label={t.reasonUnknown}
          value={stage.unknownReasonCode}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={(unknownReasonCode) => onChange({ ...stage, unknownReasonCode })}
        />
      </div>
    </section>
  )
}

function Caps({ stage, isReadOnly, onChange }: OfferTermsProps) {
  const t = useText(policyEditorText)
  const { caps: heading } = useText(policiesText)
  const say = useLocalized()
  const { limit } = stage
  const { caps } = limit
  const set = (next: typeof caps) => onChange({ ...stage, limit: { ...limit, caps: next } })
  const add = () => {
    const id = freshName(
      'cap',
      caps.map((one) => one.id),
    )
    const title = { zh: policyEditorText.zh.capNew, en: policyEditorText.en.capNew }
    set([...caps, { id, title, expression: 'requestedAmount' }])
  }
  return (
    <>
      <h4>{heading}</h4>
      {caps.map((cap, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name of a cap may be edited.
        <div key={i} className="cap">
          <div className="stack">
            {(['zh', 'en'] as const).map((locale) => (
              <Input
                key={locale}
                size="small"
                aria-label={`${t.cap} ${i + 1} ${locale === 'zh' ? t.nameZh : t.nameEn}`}
                value={cap.title[locale]}
                readOnly={isReadOnly}
                onChange={({ target }) =>
                  set(withReplaced(caps, i, { ...cap, title: { ...cap.title, [locale]: target.value } }))
                }
              />
            ))}
          </div>
          <Input.TextArea
            aria-label={say(cap.title)}
            className="mono"
            autoSize
            readOnly={isReadOnly}
            value={cap.expression}
            onChange={(event) => set(withReplaced(caps, i, { ...cap, expression: event.target.value }))}
          />
          <MoveButtons
            what={say(cap.title)}
            at={i}
            count={caps.length}
            keepsOne
            isReadOnly={isReadOnly}
            onMove={(to) => set(withMoved(caps, i, to))}
            onRemove={() => set(without(caps, i))}
          />
        </div>
      ))}
      <AddButton label={t.addCap} isReadOnly={isReadOnly} onAdd={add} />
    </>
  )
}
