import { ok, type Refusal, type Result, refuse } from '@puhui/kernel'

export type ChineseNameRefusal = Refusal<
  'compliance.name_empty' | 'compliance.name_wrong_length' | 'compliance.name_not_chinese'
>

/** The ways in which people type the middle dot of names of other peoples; the identity card prints U+00B7. */
const MIDDLE_DOTS = /[•‧・･．∙⋅]/g

/**
 * Reads a name as on the identity card: Chinese characters, rare ones of the extension blocks included, and
 * single middle dots inside. Spaces around and between are dropped, the many middle dots become `·`.
 *
 * @returns the name, 2 to 20 characters (code points, dots included)
 * @refuses compliance.name_empty, compliance.name_wrong_length, compliance.name_not_chinese, checked in this order
 * @source SPEC V8–V9
 * @example parseChineseName('阿依古丽•买买提') // { ok: true, value: '阿依古丽·买买提' }
 */
export function parseChineseName(text: string): Result<string, ChineseNameRefusal> {
  const name = text.normalize('NFC').replace(/\s/g, '').replace(MIDDLE_DOTS, '·')
  const length = [...name].length
  if (length === 0) return refuse({ code: 'compliance.name_empty' })
  if (length < 2 || length > 20) return refuse({ code: 'compliance.name_wrong_length' })
  if (!/^\p{Script=Han}+(·\p{Script=Han}+)*$/u.test(name)) return refuse({ code: 'compliance.name_not_chinese' })
  return ok(name)
}
