import { expect, test } from 'vitest'
import { createLimiter, type Priority } from '../../helpers/http/limiter.ts'

/** Pieces of work that end on request, and the order in which they began. */
function workshop(places: number) {
  const limiter = createLimiter(places)
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  return {
    begun,
    enter: (name: string, priority?: Priority) => {
      void limiter(() => {
        begun.push(name)
        return new Promise<void>((end) => ends.set(name, end))
      }, priority)
      return settled()
    },
    end: (name: string) => {
      ends.get(name)?.()
      return settled()
    },
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test('runs so many pieces of work at a time, in the order in which they arrived', async () => {
  const { begun, enter, end } = workshop(2)
  for (const name of ['a', 'b', 'c', 'd']) await enter(name)
  expect(begun).toEqual(['a', 'b'])
  await end('b')
  expect(begun).toEqual(['a', 'b', 'c'])
  await end('a')
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
})

test('work of low priority lets later work of normal priority start first', async () => {
  const { begun, enter, end } = workshop(1)
  await enter('a')
  await enter('battery', 'low')
  await enter('journey')
  await end('a')
  await end('journey')
  expect(begun).toEqual(['a', 'journey', 'battery'])
})

test('work of high priority starts before all that waits, in the order in which it arrived', async () => {
  const { begun, enter, end } = workshop(1)
  await enter('a')
  await enter('battery', 'low')
  await enter('sample')
  await enter('login', 'high')
  await enter('acceptance', 'high')
  for (const name of ['a', 'login', 'acceptance', 'sample']) await end(name)
  expect(begun).toEqual(['a', 'login', 'acceptance', 'sample', 'battery'])
})

test('work that fails gives its place to the next', async () => {
  const limiter = createLimiter(1)
  const failed = limiter(() => Promise.reject(new Error('no')))
  const next = limiter(async () => 'done')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('done')
})
