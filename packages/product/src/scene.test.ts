import { expect, test } from 'vitest'
import { PRODUCT } from './product.fixture.ts'
import { payeeOf, SCENE_CODES, SCENES, sceneOf } from './scene.ts'
import { decodeTerms, encodeTerms } from './terms-codec.ts'

test('[N1] no purpose stands in two scenes, and an unknown one in the last', () => {
  const purposes = SCENES.flatMap((scene) => scene.purposes)
  expect(new Set(purposes).size).toBe(purposes.length)
  expect(new Set(SCENE_CODES).size).toBe(SCENES.length)
  expect([sceneOf('travel'), sceneOf('onlineEducation'), sceneOf('something else')]).toEqual([
    'tourism',
    'onlineEducation',
    'other',
  ])
})

test('[N2] PRD-12 a version lends in the scenes it names and pays whom it says', () => {
  const scenes = [
    { scene: 'tourism', payee: 'merchant' },
    { scene: 'medical', payee: 'borrower' },
  ] as const
  const paid = (code: 'tourism' | 'medical' | 'shopping') => payeeOf({ scenes }, code)
  expect([paid('tourism'), paid('medical'), paid('shopping')]).toEqual(['merchant', 'borrower', null])
  expect(payeeOf(PRODUCT, 'shopping')).toBe('borrower')
})

test('[T2] scenes are read back as written; a scene twice and one nobody knows are named', () => {
  const scenes = [{ scene: 'tourism', payee: 'merchant' }] as const
  expect(decodeTerms(encodeTerms({ ...PRODUCT, scenes }))).toEqual({ ok: true, value: { ...PRODUCT, scenes } })
  const twice = decodeTerms(encodeTerms({ ...PRODUCT, scenes: [...scenes, ...scenes] }))
  expect(twice).toMatchObject({ error: { problems: [{ path: '/scenes/1/scene', code: 'repeated' }] } })
  const wrong = { ...(encodeTerms(PRODUCT) as object), scenes: [{ scene: 'casino', payee: 'merchant' }] }
  expect(decodeTerms(wrong)).toMatchObject({ error: { problems: [{ path: '/scenes/0/scene', code: 'not_offered' }] } })
})
