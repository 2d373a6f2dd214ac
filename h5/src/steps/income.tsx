import { borrowerApi } from '@puhui/api'
import { parseYuan } from '@puhui/money'
import { call } from '../api/call.ts'
import { useDraft } from '../api/draft.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { Choices, Field, NextButton } from '../ui/field.tsx'
import { fieldProblem, Refused } from '../ui/states.tsx'
import { YuanField } from '../ui/yuan-field.tsx'
import { ConsentCards, isGranted } from './consent-cards.tsx'
import { StepScreen } from './step-screen.tsx'

type Home = 'own' | 'mortgage' | 'rent' | 'family'

interface Form {
  readonly income: string
  readonly debts: string
  readonly occupation: string
  readonly employer: string
  readonly education: string
  readonly years: string
  readonly home: Home
  readonly bankCard: string
}

const EMPTY: Form = {
  income: '',
  debts: '',
  occupation: 'enterprise',
  employer: '',
  education: 'senior',
  years: '',
  home: 'rent',
  bankCard: '',
}

export function IncomeStep({ journey }: { readonly journey: Journey }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const { form, setForm, forget } = useDraft(`income.${journey.mobile}`, EMPTY, ['bankCard'])
  const set = (change: Partial<Form>) => setForm({ ...form, ...change })
  const submit = useStep(async (filled: Form) => {
    const next = await call(borrowerApi.submitIncome, {
      body: {
        incomeMonthlyFen: fenOf(filled.income),
        otherDebtMonthlyFen: fenOf(filled.debts === '' ? '0' : filled.debts),
        occupation: filled.occupation,
        ...(filled.employer.trim() === '' ? {} : { employer: filled.employer.trim() }),
        education: filled.education,
        employerYears: Number(filled.years === '' ? 0 : filled.years),
        homeOwnership: filled.home,
        bankCard: filled.bankCard.replace(/\s/g, ''),
      },
    })
    forget()
    return next
  })
  const problem = (field: string) => fieldProblem(submit.error, field)
  const why = isGranted(journey, 'bank-account') ? undefined : text.needConsents
  return (
    <StepScreen
      step="income"
      title={text.income}
      dock={
        <NextButton
          label={shared.next}
          busyLabel={shared.working}
          isBusy={submit.isPending}
          why={why}
          onClick={() => submit.mutate(form)}
        />
      }
    >
      <section className="card">
        <YuanField
          label={text.monthlyIncome}
          problem={problem('incomeMonthlyFen')}
          value={form.income}
          onChange={(income) => set({ income })}
        />
        <YuanField
          label={text.otherDebts}
          hint={text.otherDebtsHint}
          problem={problem('otherDebtMonthlyFen')}
          value={form.debts}
          onChange={(debts) => set({ debts })}
        />
        <Field label={text.occupation} problem={problem('occupation')}>
          {(given) => (
            <Select
              {...given}
              value={form.occupation}
              options={text.occupations}
              onPick={(occupation) => set({ occupation })}
            />
          )}
        </Field>
        <Field label={text.employer} problem={problem('employer')}>
          {(given) => (
            <input
              {...given}
              maxLength={60}
              autoComplete="organization"
              value={form.employer}
              onChange={(event) => set({ employer: event.target.value })}
            />
          )}
        </Field>
        <Field label={text.education} problem={problem('education')}>
          {(given) => (
            <Select
              {...given}
              value={form.education}
              options={text.educations}
              onPick={(education) => set({ education })}
            />
          )}
        </Field>
        <Field label={text.years} problem={problem('employerYears')}>
          {(given) => (
            <input
              {...given}
              inputMode="numeric"
              maxLength={2}
              value={form.years}
              onChange={(event) => set({ years: event.target.value.replace(/\D/g, '') })}
            />
          )}
        </Field>
        <Choices
          legend={text.home}
          name="home"
          value={form.home}
          options={Object.entries(text.homes).map(([value, label]) => ({ value: value as Home, label }))}
          onChange={(home) => set({ home })}
        />
      </section>
      <ConsentCards consents={journey.consents.filter(({ purpose }) => purpose === 'bank-account')} />
      <section className="card">
        <Field label={text.bankCard} hint={text.bankCardHint} problem={problem('bankCard')}>
          {(given) => (
            <input
              {...given}
              inputMode="numeric"
              autoComplete="off"
              maxLength={23}
              value={form.bankCard}
              onChange={(event) => set({ bankCard: event.target.value })}
            />
          )}
        </Field>
        <Refused error={submit.error} />
      </section>
    </StepScreen>
  )
}

function Select({
  options,
  onPick,
  ...given
}: {
  readonly id: string
  readonly value: string
  readonly options: Readonly<Record<string, string>>
  readonly onPick: (value: string) => void
}) {
  return (
    <select {...given} onChange={(event) => onPick(event.target.value)}>
      {Object.entries(options).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}

/** What was typed as fen; text that is no amount goes as it is, so that the server names the field. */
function fenOf(typed: string): string {
  const parsed = parseYuan(typed)
  return parsed.ok ? parsed.value.toString() : typed
}
