import type { RoleId } from '@puhui/api'
import { createUser } from '../platform/auth/users.ts'
import type { WriteContext } from '../platform/context.ts'

/** The people who work at the demo lender; two in products, because nobody approves what they drafted. */
export const STAFF: readonly { readonly login: string; readonly name: string; readonly roles: readonly RoleId[] }[] = [
  { login: 'zhou.marketing', name: '周晓琳', roles: ['marketing'] },
  { login: 'wang.product', name: '王敏', roles: ['product'] },
  { login: 'li.product', name: '李强', roles: ['product'] },
  { login: 'chen.underwriter', name: '陈思远', roles: ['underwriter'] },
  { login: 'liu.underwriter', name: '刘佳', roles: ['underwriter'] },
  { login: 'zhao.servicing', name: '赵文博', roles: ['servicing'] },
  { login: 'sun.collector', name: '孙悦', roles: ['collector'] },
  { login: 'wu.risk', name: '吴昊', roles: ['risk'] },
  { login: 'zheng.compliance', name: '郑雅', roles: ['compliance'] },
  { login: 'feng.auditor', name: '冯立', roles: ['auditor'] },
  { login: 'admin', name: '系统管理员', roles: ['administrator'] },
]

/** Hires everybody; they come in by the role cards only, so they have no passwords. */
export async function hireStaff(ctx: WriteContext): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const person of STAFF) {
    const { id } = await createUser(ctx, { ...person, password: null, isDemo: true })
    ids.set(person.login, id)
  }
  return ids
}
