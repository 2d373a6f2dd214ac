import { expect, test } from 'vitest'
import { eventFields, eventTypes, isEventType } from './index.ts'

test('[E1] every type is a noun and what happened, with a name in both languages and fields that exist', () => {
  for (const [type, { label, fields }] of Object.entries(eventTypes)) {
    expect(type).toMatch(/^[a-z]+\.[a-z_]+$/)
    expect(label.en).not.toMatch(/\p{Script=Han}/u)
    expect(label.zh).toMatch(/\p{Script=Han}/u)
    for (const field of fields) expect(eventFields[field]).toBeDefined()
  }
})

test('[E2] no field can hold a name, a number of identity, a telephone or an address', () => {
  expect(
    Object.keys(eventFields).filter((field) => /name|mobile|phone|resident|card|address|email/i.test(field)),
  ).toEqual([])
})

test('[E3] what is not in the catalogue is no event', () => {
  expect(['loan.disbursed', 'loan.vanished', 'toString'].map(isEventType)).toEqual([true, false, false])
})
