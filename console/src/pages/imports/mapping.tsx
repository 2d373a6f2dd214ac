import { applicationsApi } from '@puhui/api'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { refresh, useRead, useWrite } from '../../api/hooks.ts'
import { importsText } from '../../i18n/imports.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Block } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import type { ImportRun } from './import-file.tsx'

/** Which column fills what, and the dry run over it. */
export function Mapping({ run }: { readonly run: ImportRun }) {
  const t = useText(importsText)
  const say = useLocalized()
  const maps = useRead(applicationsApi.importMaps, {}).data?.maps ?? []
  const [typed, setTyped] = useState<string>()
  const map = typed ?? run.map ?? ''
  const check = useWrite(applicationsApi.checkImport, { refreshes: ['imports.get'] })
  const jobId = run.status === 'checking' ? (check.data?.jobId ?? run.jobId) : null
  return (
    <Block title={t.map}>
      <p className="soft">{t.mapAbout}</p>
      <Problems error={check.error} />
      <Form
        layout="vertical"
        className="mapping"
        onFinish={() => check.mutate({ params: { importId: run.id }, body: { map } })}
      >
        <Form.Item label={t.readyMade} htmlFor="ready-made">
          <Select
            id="ready-made"
            placeholder={t.pickMap}
            value={maps.find(({ yaml }) => yaml === map)?.name ?? null}
            options={maps.map(({ name, title }) => ({ value: name, label: say(title) }))}
            onChange={(name) => setTyped(maps.find((one) => one.name === name)?.yaml)}
          />
        </Form.Item>
        <Form.Item label={t.yaml} htmlFor="map-yaml">
          <Input.TextArea
            id="map-yaml"
            className="map-yaml"
            rows={12}
            spellCheck={false}
            value={map}
            maxLength={50_000}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Form.Item>
        <div className="form-buttons">
          <DisabledReason why={map.trim() === '' ? t.needMap : undefined}>
            <Button
              type={run.status === 'checked' ? 'default' : 'primary'}
              htmlType="submit"
              loading={check.isPending || jobId !== null}
            >
              {run.status === 'checked' ? t.checkAgain : t.check}
            </Button>
          </DisabledReason>
        </div>
      </Form>
      {run.status === 'failed' && <p role="alert">{t.failed}</p>}
      {jobId && (
        <>
          <p className="soft">{t.checking}</p>
          <JobProgress key={jobId} jobId={jobId} onEnd={() => void refresh(['imports.get', 'imports.list'])} />
        </>
      )}
    </Block>
  )
}
