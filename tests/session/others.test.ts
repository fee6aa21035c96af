import { expect, test } from 'vitest'
import { createOtherChecks } from '../../helpers/session/other-checks.ts'

/** Whether a promise has settled by now. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  return Promise.race([
    promise.then(() => true),
    new Promise<boolean>((no) => setImmediate(no, false)),
  ])
}

test('a check waits until every other one has ended', async () => {
  const others = createOtherChecks(new AbortController().signal)
  others.expect(3)
  const last = others.haveEnded()
  others.ended()
  expect(await isSettled(last)).toBe(false)
  others.ended()
  expect(await isSettled(last)).toBe(true)
})

test('of two that wait, one goes on, and the other when that one has ended', async () => {
  const others = createOtherChecks(new AbortController().signal)
  others.expect(3)
  const [one, two] = [others.haveEnded(), others.haveEnded()]
  others.ended()
  expect([await isSettled(one), await isSettled(two)]).toEqual([true, false])
  others.ended()
  expect(await isSettled(two)).toBe(true)
})

test('a run that is stopped lets all of them go', async () => {
  const stop = new AbortController()
  const others = createOtherChecks(stop.signal)
  others.expect(9)
  const waiting = others.haveEnded()
  stop.abort()
  expect(await isSettled(waiting)).toBe(true)
  expect(await isSettled(others.haveEnded())).toBe(true)
})

test('where nobody said how many checks there are, nobody is waited for', async () => {
  expect(await isSettled(createOtherChecks(new AbortController().signal).haveEnded())).toBe(true)
})
