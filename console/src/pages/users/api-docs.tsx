import { type AnyOperation, isRefusalCode, operations, permissions, refusalText } from '@puhui/api'
import { Button } from 'antd'
import { useState } from 'react'
import { adminText } from '../../i18n/admin.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import { SearchInput } from '../../ui/inputs.tsx'
import { Block, Facts, Page } from '../../ui/page.tsx'
import { NoMatch } from '../../ui/states.tsx'

/** The API as it is declared, read from the same registry that makes the routes. */
export function ApiDocs() {
  const t = useText(adminText)
  const say = useLocalized()
  const [sought, setSought] = useState('')
  const found = operations.filter((operation) =>
    `${operation.method} ${operation.path} ${operation.id} ${say(operation.summary)}`
      .toLowerCase()
      .includes(sought.toLowerCase()),
  )
  return (
    <Page
      about={<span>{t.apiAbout}</span>}
      actions={
        <Button href="/api/openapi.json" target="_blank">
          {t.openapi}
        </Button>
      }
    >
      <SearchInput value={sought} onSearch={setSought} label={t.find} />
      {found.length === 0 && <NoMatch onClear={() => setSought('')} />}
      {found.map((operation) => (
        <OperationBlock key={operation.id} operation={operation} />
      ))}
    </Page>
  )
}

function OperationBlock({ operation }: { readonly operation: AnyOperation }) {
  const t = useText(adminText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const { permission, refusals } = operation
  const needs =
    permission === 'public' || permission === 'borrower' || permission === 'signedIn'
      ? t.allowed[permission]
      : say(permissions[permission])
  return (
    <Block title={say(operation.summary)}>
      <p>
        <code>{`${operation.method} /api${operation.path}`}</code>
      </p>
      <Facts
        facts={[
          [t.needs, needs],
          [t.idempotency, t.idempotencies[operation.idempotency]],
          ...(refusals.length === 0
            ? []
            : [
                [
                  t.refusals,
                  <ul key="refusals">
                    {refusals.filter(isRefusalCode).map((code) => (
                      <li key={code}>
                        <code>{code}</code> {refusalText(code, locale)}
                      </li>
                    ))}
                  </ul>,
                ] as const,
              ]),
        ]}
      />
    </Block>
  )
}
