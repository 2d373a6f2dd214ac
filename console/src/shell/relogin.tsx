import { Modal } from 'antd'
import { reportSignedIn, useConnection } from '../api/connection.ts'
import { refresh } from '../api/hooks.ts'
import { shellText } from '../i18n/shell.ts'
import { useText } from '../i18n/text.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Signing in again over the page: what was typed stays, and the call that failed goes on. */
export function Relogin() {
  const t = useText(shellText)
  const { isExpired } = useConnection()
  function renewed() {
    reportSignedIn()
    void refresh()
  }
  return (
    <Modal
      open={isExpired}
      title={t.relogin.title}
      footer={null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      destroyOnHidden
      width={420}
    >
      <p className="soft">{t.relogin.about}</p>
      <SignInForm onDone={renewed} />
      <p className="relogin-leave">
        <a href="/login">{t.relogin.leave}</a>
      </p>
    </Modal>
  )
}
