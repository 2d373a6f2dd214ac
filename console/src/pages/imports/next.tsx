import { showCount } from '@puhui/design'
import { useCan } from '../../api/session.ts'
import { importsText } from '../../i18n/imports.ts'
import { useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import { To } from '../../ui/to.tsx'
import { Batch } from '../applications/batch-dialog.tsx'
import type { ImportRun } from './import-file.tsx'

/** What is in: decide it, then contract and disburse what was approved. */
export function Next({ run }: { readonly run: ImportRun }) {
  const t = useText(importsText)
  const can = useCan()
  return (
    <>
      <p>
        {t.imported(showCount(run.good ?? 0))} <To href="/applications?channel=import">{t.seeApplications}</To>
      </p>
      {can('applications.batch') && (
        <div className="two">
          <Block title={t.decide}>
            <Batch kind="decide" importId={run.id} about={t.decideAbout} />
          </Block>
          <Block title={t.originate}>
            <Batch kind="originate" importId={run.id} about={t.originateAbout} />
          </Block>
        </div>
      )}
    </>
  )
}
