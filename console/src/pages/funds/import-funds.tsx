import { fundsApi } from '@puhui/api'
import { Button } from 'antd'
import { type ChangeEvent, useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { fundsText } from '../../i18n/funds.ts'
import { useText } from '../../i18n/text.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { Problems } from '../../ui/problems.tsx'

/** A bank's file of account movements: chosen, read here and handed in whole. */
export function ImportFunds() {
  const t = useText(fundsText)
  const [file, setFile] = useState<{ readonly fileName: string; readonly content: string }>()
  const write = useWrite(fundsApi.importFunds, {})
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const chosen = target.files?.[0]
    if (chosen) setFile({ fileName: chosen.name, content: await chosen.text() })
  }
  return (
    <>
      <p className="soft">{t.importHint}</p>
      <Problems error={write.error} />
      <p>
        <label>
          {t.choose} <input type="file" accept=".csv,text/csv" onChange={(event) => void choose(event)} />
        </label>
      </p>
      <DisabledReason why={file ? undefined : t.nothing}>
        <Button type="primary" loading={write.isPending} onClick={() => file && write.mutate({ body: file })}>
          {t.take}
        </Button>
      </DisabledReason>
      {write.data && (
        <output>
          <p>{t.taken(write.data.rows, write.data.recorded, write.data.known)}</p>
          <ul>
            {write.data.bad.map(({ row, problem }) => (
              <li key={row}>
                {t.bad(row)}: {t.problems[problem]}
              </li>
            ))}
          </ul>
        </output>
      )}
    </>
  )
}
