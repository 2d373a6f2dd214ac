import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  creditCodeCheck,
  luhnCheckDigit,
  parseBankCard,
  parseChineseName,
  parseCreditCode,
  parseMobile,
  parseResidentId,
  residentIdCheckDigit,
} from './index.ts'

const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) => (result.ok ? 'ok' : result.error.code)

describe('resident id', () => {
  test.each([
    ['', 'compliance.resident_id_wrong_shape'],
    ['1101051949123100', 'compliance.resident_id_wrong_shape'],
    ['01010519491231002X', 'compliance.resident_id_wrong_shape'],
    ['1101051949123100XX', 'compliance.resident_id_wrong_shape'],
    ['110105194902310029', 'compliance.resident_id_no_such_birth_day'],
    ['110105194912310021', 'compliance.resident_id_wrong_check_digit'],
  ])('[V1] refuses %j: %s', (text, code) => {
    expect(codeOf(parseResidentId(text))).toBe(code)
  })

  test.each(['11010519491231002x', ' 110105 19491231 002X', '１１０１０５１９４９１２３１００２Ｘ'])(
    '[V2] reads %s',
    (text) => {
      expect(parseResidentId(text)).toMatchObject({ ok: true, value: { number: '11010519491231002X' } })
    },
  )

  test('[V3] sex and province', () => {
    expect(parseResidentId('440524188001010014')).toEqual({
      ok: true,
      value: {
        number: '440524188001010014',
        regionCode: '440524',
        provinceCode: '44',
        province: { zh: '广东', en: 'Guangdong' },
        bornOn: '1880-01-01',
        sex: 'male',
      },
    })
  })

  test('[V4] an unknown province is read', () => {
    const digits = '99010519491231002'
    expect(parseResidentId(digits + residentIdCheckDigit(digits))).toMatchObject({
      ok: true,
      value: { province: undefined },
    })
  })

  test('[V1] one digit changed is found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 0, max: 9 }), (at, digit) => {
        const number = '440524188001010014'
        const changed = number.slice(0, at) + digit + number.slice(at + 1)
        expect(parseResidentId(changed).ok).toBe(changed === number)
      }),
    )
  })
})

describe('mobile', () => {
  test.each(['13812345678', '+86 138 1234 5678', '0086-138-1234-5678', '１３８１２３４５６７８'])(
    '[V5] reads %s',
    (text) => {
      expect(parseMobile(text)).toEqual({ ok: true, value: { number: '13812345678', isVirtualOperator: false } })
    },
  )

  test.each(['12812345678', '1381234567', '138123456789', '1381234567a', ''])('[V5] refuses %j', (text) => {
    expect(codeOf(parseMobile(text))).toBe('compliance.mobile_wrong_shape')
  })

  test('[V5] marks virtual operators', () => {
    expect(parseMobile('17012345678')).toMatchObject({ value: { isVirtualOperator: true } })
  })
})

describe('credit code', () => {
  test.each([
    ['91350100M000100Y43', 'ok'],
    ['9111 0000 6000 3734 1l', 'ok'],
    ['91350100M000100Y44', 'compliance.credit_code_wrong_check'],
    ['91350100M000100Y4', 'compliance.credit_code_wrong_shape'],
    ['9135O100M000100Y43', 'compliance.credit_code_wrong_shape'],
  ])('[V12] %s: %s', (text, code) => {
    expect(codeOf(parseCreditCode(text))).toBe(code)
  })

  test('[V12] any one character changed is found', () => {
    const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    const body = fc.tuple(fc.stringMatching(/^9[1-3]\d{6}M[A-H]$/), fc.stringMatching(/^[0-9A-H]{7}$/))
    fc.assert(
      fc.property(body, fc.nat(17), fc.integer({ min: 1, max: 30 }), ([head, tail], at, by) => {
        const code = head + tail + creditCodeCheck(head + tail)
        const other = characters[(characters.indexOf(code[at]!) + by) % 31]!
        expect([parseCreditCode(code).ok, parseCreditCode(code.slice(0, at) + other + code.slice(at + 1)).ok]).toEqual([
          true,
          false,
        ])
      }),
    )
  })
})

describe('bank card', () => {
  test.each([
    ['62220212345678x0128', 'compliance.card_wrong_shape'],
    ['622202123456', 'compliance.card_wrong_length'],
    ['62220212345678901281', 'compliance.card_wrong_length'],
    ['6222021234567890129', 'compliance.card_wrong_check_digit'],
    ['4111111111111111', 'ok'],
  ])('[V6] %s: %s', (text, code) => {
    expect(codeOf(parseBankCard(text))).toBe(code)
  })

  test('[V6] one digit changed is found', () => {
    const digits = fc.stringMatching(/^\d{12,18}$/)
    fc.assert(
      fc.property(digits, fc.nat(11), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const card = body + luhnCheckDigit(body)
        const changed = card.slice(0, at) + ((Number(card[at]) + by) % 10) + card.slice(at + 1)
        expect([parseBankCard(card).ok, parseBankCard(changed).ok]).toEqual([true, false])
      }),
    )
  })

  test('[V7] the bank by the local table', () => {
    expect(parseBankCard('6222 0212 3456 7890 128')).toMatchObject({
      value: { isUnionPay: true, bin: '622202', bank: { code: 'ICBC' } },
    })
    expect(parseBankCard('4111111111111111')).toMatchObject({ value: { isUnionPay: false, bank: undefined } })
  })
})

describe('name', () => {
  test.each([
    ['张伟', '张伟'],
    [' 欧阳 娜娜 ', '欧阳娜娜'],
    ['王䶮', '王䶮'],
    ['李𬭎', '李𬭎'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
  ])('[V8] reads %s', (text, name) => {
    expect(parseChineseName(text)).toEqual({ ok: true, value: name })
  })

  test.each([
    ['', 'compliance.name_empty'],
    ['   ', 'compliance.name_empty'],
    ['张', 'compliance.name_wrong_length'],
    ['张'.repeat(21), 'compliance.name_wrong_length'],
    ['Zhang Wei', 'compliance.name_not_chinese'],
    ['张伟1', 'compliance.name_not_chinese'],
    ['·张伟', 'compliance.name_not_chinese'],
    ['阿依··买买提', 'compliance.name_not_chinese'],
  ])('[V8] refuses %j: %s', (text, code) => {
    expect(codeOf(parseChineseName(text))).toBe(code)
  })

  test.each(['阿里•木', '阿里・木', '阿里．木', '阿里･木'])('[V9] %s has a middle dot', (text) => {
    expect(parseChineseName(text)).toEqual({ ok: true, value: '阿里·木' })
  })
})
