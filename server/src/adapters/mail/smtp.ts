import nodemailer from 'nodemailer'
import type { Delivery, DeliveryOutcome } from '../../platform/outbox/delivery.ts'

export interface MailServer {
  /** `smtps://user:password@host:465` or `smtp://host:25`. */
  readonly url: string
  /** The address in "From". */
  readonly from: string
}

const TIMEOUT_MS = 15_000

/**
 * Sends e-mail over the lender's own server. The message's id becomes the Message-ID, by which the other side can tell a
 * repetition. A refusal with a 5xx code is final; a 4xx or a server that cannot be reached is tried again; a connection
 * lost after the text went over is unknown and left to a person.
 */
export function smtpDelivery({ url, from }: MailServer): Delivery {
  const transport = nodemailer.createTransport(url, { from })
  const domain = from.split('@').at(-1)!.replace(/>$/, '')
  return {
    kind: 'email',
    deliver: async (message) => {
      if (message.recipient === null) return { outcome: 'failed', error: 'no address', mayRetry: false }
      const sending = transport.sendMail({
        to: message.recipient,
        subject: message.subject ?? '',
        text: message.body,
        messageId: `<${message.id}@${domain}>`,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      return Promise.race([sending.then(sentOf, failedOf), timeOut()])
    },
  }
}

const sentOf = (answer: { readonly messageId: string }): DeliveryOutcome => ({
  outcome: 'sent',
  externalId: answer.messageId,
})

const BEFORE_THE_TEXT = new Set(['CONN', 'EHLO', 'HELO', 'STARTTLS', 'AUTH', 'MAIL FROM', 'RCPT TO'])

function failedOf(cause: unknown): DeliveryOutcome {
  const { message, responseCode, command } = cause as { message: string; responseCode?: number; command?: string }
  const error = message.slice(0, 300)
  if (responseCode !== undefined) return { outcome: 'failed', error, mayRetry: responseCode < 500 }
  if (command === undefined || BEFORE_THE_TEXT.has(command)) return { outcome: 'failed', error, mayRetry: true }
  return { outcome: 'unknown', error }
}

function timeOut(): Promise<DeliveryOutcome> {
  return new Promise((resolve) => {
    setTimeout(() => resolve({ outcome: 'unknown', error: 'no answer in time' }), TIMEOUT_MS).unref()
  })
}
