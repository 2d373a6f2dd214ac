import { useEffect } from 'react'

const DIALOG = '.ant-modal-root'
const OPEN = '.ant-modal-wrap:not([style*="display: none"])'

/**
 * Where a dialog is taken away whole, its way of giving the focus back goes with it: what had the focus before it has it
 * again, so that who works by keyboard goes on from there and not from the top of the page.
 */
export function useFocusBack(): void {
  useEffect(() => {
    let before: HTMLElement | undefined
    let dialogs = document.querySelectorAll(DIALOG).length
    const remember = ({ target }: FocusEvent) => {
      // While a dialog is open the focus may pass over the page on its round, past the last button of the dialog.
      if (target instanceof HTMLElement && !document.querySelector(OPEN)) before = target
    }
    const giveBack = () => {
      const now = document.querySelectorAll(DIALOG).length
      const isClosed = now < dialogs
      dialogs = now
      if (isClosed && document.activeElement === document.body && before?.isConnected) before.focus()
    }
    const observer = new MutationObserver(giveBack)
    observer.observe(document.body, { childList: true })
    document.addEventListener('focusin', remember)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', remember)
    }
  }, [])
}
