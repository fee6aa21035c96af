import { expect, test } from 'vitest'
import { createGate, type Turn } from '../../helpers/session/gate.ts'

/** Pieces of work that end when they are told to, and the order in which they began. */
function workshop(places: number) {
  const gate = createGate(places)
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  return {
    begun,
    enter: (name: string, turn?: Turn) => {
      void gate(() => {
        begun.push(name)
        return new Promise<void>((end) => ends.set(name, end))
      }, turn)
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

test('so many work at a time, in the order they came', async () => {
  const { begun, enter, end } = workshop(2)
  for (const name of ['a', 'b', 'c', 'd']) await enter(name)
  expect(begun).toEqual(['a', 'b'])
  await end('b')
  expect(begun).toEqual(['a', 'b', 'c'])
  await end('a')
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
})

test('what may wait lets those go first who come after it', async () => {
  const { begun, enter, end } = workshop(1)
  await enter('a')
  await enter('battery', 'last')
  await enter('journey')
  await end('a')
  await end('journey')
  expect(begun).toEqual(['a', 'journey', 'battery'])
})

test('work that fails gives its place to the next', async () => {
  const gate = createGate(1)
  const failed = gate(() => Promise.reject(new Error('no')))
  const next = gate(async () => 'done')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('done')
})
