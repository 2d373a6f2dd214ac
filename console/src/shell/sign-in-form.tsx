import { sessionApi } from '@puhui/api'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { problemOf } from '../api/call.ts'
import { useWrite } from '../api/hooks.ts'
import { useStatus } from '../api/session.ts'
import { loginText } from '../i18n/login.ts'
import { useText } from '../i18n/text.ts'
import { Problems } from '../ui/problems.tsx'
import { RoleCards } from './role-cards.tsx'

interface Credentials {
  readonly login: string
  readonly password: string
  readonly totp?: string
}

/** Staff sign-in, used by the sign-in page and by the dialog over an expired session. */
export function SignInForm({ onDone, hasCards = true }: { readonly onDone: () => void; readonly hasCards?: boolean }) {
  const t = useText(loginText)
  const signIn = useWrite(sessionApi.signIn, { refreshes: ['session.get'] })
  const [needsCode, setNeedsCode] = useState(false)
  const isDemo = useStatus()?.mode === 'demo'
  function submit({ login, password, totp }: Credentials) {
    const body = { login, password, ...(totp ? { totp } : {}) }
    signIn.mutate(
      { body },
      {
        onSuccess: onDone,
        onError: (error) => setNeedsCode((was) => was || problemOf(error)?.code === 'auth.totp_needed'),
      },
    )
  }
  return (
    <>
      <Form<Credentials> layout="vertical" requiredMark={false} onFinish={submit} className="sign-in">
        <Problems error={signIn.error} />
        <Form.Item name="login" label={t.user} rules={[{ required: true, message: t.needUser }]}>
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="password" label={t.password} rules={[{ required: true, message: t.needPassword }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {needsCode && (
          <Form.Item name="totp" label={t.code} extra={t.codeHint}>
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {signIn.isPending ? t.entering : t.enter}
        </Button>
      </Form>
      {hasCards && isDemo && <RoleCards onDone={onDone} isSmall />}
    </>
  )
}
