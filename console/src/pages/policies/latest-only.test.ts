import { expect, test } from 'vitest'
import { latestOnly } from './latest-only.ts'

test('while one check runs the newest of those asked for waits, and the others are dropped', () => {
  const sent: number[] = []
  const queue = latestOnly<number>((work) => sent.push(work))
  for (const work of [1, 2, 3, 4]) queue.ask(work)
  expect(sent).toEqual([1])
  queue.answered()
  expect(sent).toEqual([1, 4])
  queue.answered()
  queue.ask(5)
  expect(sent).toEqual([1, 4, 5])
})
