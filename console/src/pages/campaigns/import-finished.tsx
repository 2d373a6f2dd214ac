import { campaignsApi } from '@puhui/api'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { refresh } from '../../api/hooks.ts'
import { upload } from '../../api/upload.ts'
import { campaignsText } from '../../i18n/campaigns.ts'
import { useText } from '../../i18n/text.ts'
import { showProblems } from '../../ui/form.tsx'
import { Problems } from '../../ui/problems.tsx'
import { useGo } from '../../ui/to.tsx'

interface Fields extends Readonly<Record<string, string>> {
  readonly code: string
}

/** A finished campaign of somebody else's system: one row a person, measured as our own are. */
export function ImportFinished({ onDone }: { readonly onDone: () => void }) {
  const t = useText(campaignsText)
  const go = useGo()
  const [form] = Form.useForm<Fields>()
  const [file, setFile] = useState<File>()
  const send = useMutation({
    mutationFn: (fields: Fields) => upload(campaignsApi.importCampaign, file!, filled(fields)),
    onSuccess: async ({ id }) => {
      await refresh(['campaigns.list'])
      onDone()
      go(`/campaigns/${id}`)
    },
    onError: (error) => showProblems(form, error),
  })
  const rows = [
    ['code', t.code, t.codeHint],
    ['nameZh', `${t.name} · ${t.zh}`],
    ['nameEn', `${t.name} · ${t.en}`],
    ['armColumn', t.armColumn],
    ['control', t.controlValue],
    ['measures', t.measures],
    ['beforeColumn', t.beforeColumn],
  ] as const
  return (
    <Form form={form} layout="vertical" requiredMark="optional" onFinish={(fields) => send.mutate(fields)}>
      <Problems error={send.error} />
      <Form.Item required label={t.file} htmlFor="finished-file">
        <input
          id="finished-file"
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => setFile(event.target.files?.[0])}
        />
      </Form.Item>
      {rows.map(([name, label, extra]) => (
        <Form.Item
          required={name !== 'beforeColumn'}
          key={name}
          name={name}
          label={label}
          {...(extra ? { extra } : {})}
        >
          <Input autoComplete="off" />
        </Form.Item>
      ))}
      <div className="form-buttons">
        <Button type="primary" htmlType="submit" loading={send.isPending} disabled={!file}>
          {t.importSend}
        </Button>
      </div>
    </Form>
  )
}

const filled = (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? '']))
