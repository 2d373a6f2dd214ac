import { loanText } from '../i18n/loan.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Money } from '../ui/figures.tsx'
import type { BorrowerLoan } from './loan.tsx'

const TONES = {
  upcoming: 'tag',
  due: 'tag attention',
  overdue: 'tag bad',
  paid: 'tag good',
  moved: 'tag',
  forgiven: 'tag',
} as const

/** The schedule as it stands: due, paid and open of each instalment, and how its interest came about. */
export function LoanSchedule({ schedule }: { readonly schedule: BorrowerLoan['schedule'] }) {
  const text = useText(loanText)
  const localized = useLocalized()
  return (
    <section className="card">
      <h2>{text.schedule}</h2>
      <div className="scroll-x">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{text.number}</th>
              <th scope="col">{text.dueOn}</th>
              <th scope="col" className="num">
                {text.due}
              </th>
              <th scope="col">{text.status}</th>
            </tr>
          </thead>
          <tbody>
            {schedule.map((line) => (
              <tr key={line.number}>
                <td>{line.number}</td>
                <td>{line.dueOn}</td>
                <td className="num">
                  <details>
                    <summary>
                      <Money fen={line.dueFen} />
                    </summary>
                    <p className="small soft">
                      {text.parts.principal} <Money fen={line.principalFen} /> · {text.parts.interest}{' '}
                      <Money fen={line.interestFen} />
                      {line.penaltyFen !== '0' && (
                        <>
                          {' '}
                          · {text.parts.penalty} <Money fen={line.penaltyFen} />
                        </>
                      )}
                    </p>
                    <p className="small soft">{localized(line.explanation)}</p>
                  </details>
                </td>
                <td>
                  <span className={TONES[line.status]}>{text.statuses[line.status]}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
