import { expect, onTestFinished, test, vi } from 'vitest'
import { whenOverdue } from '../../command/run/run-checks.ts'

function watch() {
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const [stop, tell, overdue] = [new AbortController(), vi.fn(), vi.fn()]
  return { stop, tell, overdue }
}

test('the word to stop is passed on, and who has not ended after 8 s is overdue', async () => {
  const { stop, tell, overdue } = watch()
  void whenOverdue(stop.signal, tell).promise.then(overdue)
  expect(tell).not.toHaveBeenCalled()
  stop.abort()
  expect(tell).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(7_999)
  expect(overdue).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(overdue).toHaveBeenCalledTimes(1)
})

test('a word that came before is passed on at once', () => {
  const { stop, tell } = watch()
  stop.abort()
  whenOverdue(stop.signal, tell).dispose()
  expect(tell).toHaveBeenCalledTimes(1)
})

test('after the end nobody is told, and nothing is waited for', () => {
  const { stop, tell } = watch()
  whenOverdue(stop.signal, tell).dispose()
  stop.abort()
  expect(tell).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})
