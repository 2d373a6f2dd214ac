import { expect, test } from 'vitest'
import { digestOf, streamOf } from './index.ts'

const draws = (seed: string, ...path: (string | number)[]) => {
  const stream = streamOf(seed, ...path)
  return Array.from({ length: 4 }, () => stream.int(0, 999_999))
}

test('[S1] the numbers of a seed are these', () => {
  expect(draws('spring', 'golden', 1)).toEqual([286693, 760737, 683506, 580976])
  expect(digestOf('spring')).toBe('a41aec364732b428cd8961ee21df7afd')
})

test('[S2] seeds and paths part', () => {
  const all = [draws('a'), draws('b'), draws('a', 1), draws('a', 2), draws('a', 1, 2), draws('a', 12), draws('a', 'x')]
  expect(new Set(all.flat()).size).toBe(all.flat().length)
})

test('[S3] streams do not move each other', () => {
  const [first, second] = [streamOf('a', 1), streamOf('a', 2)]
  const mixed = Array.from({ length: 4 }, () => {
    second.unit()
    return first.int(0, 999_999)
  })
  expect(mixed).toEqual(draws('a', 1))
})

test('[S4] draws are even', () => {
  const stream = streamOf('even')
  const size = 50_000
  const units = Array.from({ length: size }, () => stream.unit())
  const normals = Array.from({ length: size }, () => stream.normal())
  const kinds = Array.from({ length: size }, () =>
    stream.weighted([
      ['a', 7],
      ['b', 2],
      ['c', 0],
      ['d', 1],
    ]),
  )
  const mean = (list: number[]) => list.reduce((sum, x) => sum + x, 0) / list.length
  expect(mean(units)).toBeCloseTo(0.5, 2)
  expect(Math.abs(mean(normals))).toBeLessThan(0.02)
  expect(mean(normals.map((x) => x * x))).toBeCloseTo(1, 1)
  expect(kinds.filter((kind) => kind === 'a').length / size).toBeCloseTo(0.7, 1)
  expect(kinds).not.toContain('c')
})

test('[S4] the first numbers of neighbouring streams are even too', () => {
  const tenths = Array.from({ length: 10 }, () => 0)
  for (let i = 0; i < 20_000; i++) tenths[Math.floor(streamOf('seed', 'person', i).unit() * 10)]! += 1
  for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200)
})
