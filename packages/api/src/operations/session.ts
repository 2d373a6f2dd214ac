import { z } from 'zod'
import { read, write } from '../define.ts'
import { permissions, roles } from '../permissions.ts'
import { day, done, id, instant, localized, mobile, otpCode } from '../values.ts'

const roleId = z.enum(roles.map((role) => role.id) as [string, ...string[]])
const permission = z.enum(Object.keys(permissions) as [string, ...string[]])

export const sessionOutput = z.object({
  subject: z.enum(['nobody', 'staff', 'customer']),
  id: id.nullable(),
  name: z.string().nullable(),
  roles: z.array(roleId),
  permissions: z.array(permission),
  /** Whether one click enters as any role. */
  isDemo: z.boolean(),
})

export const getSession = read({
  id: 'session.get',
  path: '/session',
  summary: { zh: '当前会话', en: 'The current session' },
  permission: 'public',
  output: sessionOutput,
})

export const signIn = write({
  id: 'session.signIn',
  path: '/session',
  summary: { zh: '员工登录', en: 'Staff sign-in' },
  permission: 'public',
  idempotency: 'natural',
  body: z.strictObject({
    login: z.string().trim().min(1).max(64),
    password: z.string().min(1).max(256),
    totp: otpCode.optional(),
  }),
  output: sessionOutput,
  refusals: ['auth.wrong_credentials', 'auth.totp_needed', 'auth.too_many_attempts'],
})

export const signOut = write({
  id: 'session.signOut',
  path: '/session',
  method: 'DELETE',
  summary: { zh: '退出登录', en: 'Sign out' },
  permission: 'public',
  idempotency: 'natural',
  output: done,
})

export const enterDemo = write({
  id: 'demo.enter',
  path: '/demo/enter',
  summary: { zh: '以演示角色进入', en: 'Enter the demo as a role' },
  permission: 'public',
  idempotency: 'natural',
  body: z.strictObject({ role: z.union([roleId, z.literal('borrower')]) }),
  output: sessionOutput,
  refusals: ['demo.not_a_demo'],
})

export const demoSms = read({
  id: 'demo.sms',
  path: '/demo/sms',
  summary: { zh: '演示短信收件箱（模拟）', en: 'Demo SMS inbox (simulated)' },
  permission: 'public',
  /** Without a number: those of the borrower who is signed in. */
  query: z.strictObject({ mobile: mobile.optional() }),
  output: z.object({
    messages: z.array(z.object({ id, text: z.string(), at: instant, simulated: z.literal(true) })),
  }),
  refusals: ['demo.not_a_demo'],
})

/** The server empties its database after the answer; `GET /status` tells how far it is. */
const beginsAnew = z.object({ beginsAnew: z.literal(true) })

export const resetDemo = write({
  id: 'demo.reset',
  path: '/demo/reset',
  summary: { zh: '重置演示数据', en: 'Reset the demo' },
  permission: 'demo.manage',
  idempotency: 'key',
  output: beginsAnew,
  refusals: ['demo.not_a_demo'],
})

export const removeDemo = write({
  id: 'demo.remove',
  path: '/demo/remove',
  summary: { zh: '移除演示数据', en: 'Remove the demo' },
  permission: 'demo.manage',
  idempotency: 'key',
  output: beginsAnew,
  refusals: ['demo.not_a_demo'],
})

export const sendOtp = write({
  id: 'session.sendOtp',
  path: '/borrower/otp',
  summary: { zh: '发送登录验证码', en: 'Send a sign-in code' },
  permission: 'public',
  idempotency: 'natural',
  body: z.strictObject({ mobile }),
  output: z.object({ sent: z.literal(true), resendAfterSeconds: z.number().int(), simulated: z.boolean() }),
  refusals: ['auth.too_many_codes', 'auth.too_many_codes_from_address', 'auth.codes_used_up'],
})

export const verifyOtp = write({
  id: 'session.verifyOtp',
  path: '/borrower/session',
  summary: { zh: '验证码登录', en: 'Sign in with a code' },
  permission: 'public',
  idempotency: 'natural',
  body: z.strictObject({ mobile, code: otpCode }),
  output: sessionOutput,
  refusals: ['auth.wrong_code', 'auth.code_expired', 'auth.too_many_attempts'],
})

export const enrolTotp = write({
  id: 'session.enrolTotp',
  path: '/session/totp',
  summary: { zh: '登记二次验证', en: 'Enrol a second factor' },
  permission: 'signedIn',
  idempotency: 'natural',
  output: z.object({ uri: z.string(), secret: z.string() }),
  refusals: ['auth.second_factor_needed'],
})

export const confirmTotp = write({
  id: 'session.confirmTotp',
  path: '/session/totp/confirm',
  summary: { zh: '确认二次验证', en: 'Confirm the second factor' },
  permission: 'signedIn',
  idempotency: 'natural',
  body: z.strictObject({ code: otpCode }),
  output: done,
  refusals: ['auth.wrong_code', 'auth.too_many_attempts'],
})

export const getStatus = read({
  id: 'system.status',
  path: '/status',
  summary: { zh: '平台状态', en: 'The state of the platform' },
  permission: 'public',
  output: z.object({
    version: z.string(),
    mode: z.enum(['demo', 'sandbox', 'production']),
    /** `building` while the demo lender is being made. */
    readiness: z.enum(['starting', 'building', 'ready', 'failed']),
    progress: z.object({ done: z.number(), total: z.number(), note: localized }).nullable(),
    businessOn: day.nullable(),
    now: instant.nullable(),
    lenderName: localized,
    lenderKind: z.enum(['bank', 'consumer_finance_company']),
    hasTestClock: z.boolean(),
    hasDemoData: z.boolean(),
  }),
})
