import { customersApi, systemApi } from '@puhui/api'
import type { App } from '../../platform/http/app.ts'
import { mountWrite } from '../../platform/http/mount.ts'
import { unmaskField } from './secret-fields.ts'
import { addNote, changeAddress } from './service.ts'

/** What staff do to a customer's data; lists, files and timelines are in views/. */
export function routes(app: App): void {
  mountWrite(app, customersApi.updateContact, async (ctx, { params, body }) => ({
    address: await changeAddress(ctx, params.customerId, body),
  }))
  mountWrite(app, customersApi.addNote, async (ctx, { params, body }) => {
    await addNote(ctx, params.customerId, body)
    return { done: true as const }
  })
  mountWrite(app, systemApi.unmask, async (ctx, { body }) => ({
    value: await unmaskField(ctx, body.customerId, body.field, body.purpose),
  }))
}
