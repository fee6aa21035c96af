import { expect, test } from 'vitest'
import { createLimiter } from '../../helpers/http/limiter.ts'
import { createCheckClock, createOnce, currentClock, inScope } from '../../helpers/session/scope.ts'
import { recordOf } from '../../runner/register-checks.ts'

/** A check with a clock that is moved by hand. */
function checkAt(time: { ms: number }) {
  const clock = createCheckClock(() => time.ms)
  return { clock, run: <T>(work: () => Promise<T>) => inScope({ ...EMPTY, clock }, work) }
}
const EMPTY = { retried: [], sent: [], uses: new Set<never>(), notes: [], revisions: {} }

function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test('a need is the time of the check that began it, and waiting to every other', async () => {
  const time = { ms: 0 }
  const [first, second] = [checkAt(time), checkAt(time)]
  const once = createOnce()
  const token = gate()
  const both = [first, second].map(({ run }) => run(() => once('token', () => token.opened)))
  time.ms = 800
  token.open()
  await Promise.all(both)
  time.ms = 900
  expect(first.clock.waited()).toEqual({ needsMs: 0, turnMs: 0 })
  expect(second.clock.waited()).toEqual({ needsMs: 800, turnMs: 0 })
})

test('a turn is waited for; a request of the check that is under way meanwhile is not waiting', async () => {
  const time = { ms: 0 }
  const limiter = createLimiter(1, currentClock)
  const [busy, check] = [gate(), checkAt(time)]
  const [one, two] = [gate(), gate()]
  const other = limiter(() => busy.opened)
  const mine = check.run(() => Promise.all([limiter(() => one.opened), limiter(() => two.opened)]))
  time.ms = 30
  busy.open()
  await other
  await settled()
  time.ms = 50
  one.open()
  await settled()
  time.ms = 70
  two.open()
  await mine
  expect(check.clock.waited()).toEqual({ needsMs: 0, turnMs: 30 })
})

test('the record of a check has its own time and its own start', () => {
  const about = {
    id: 'a/b/c',
    suite: 'a',
    part: 'b',
    title: 'c',
    findings: [],
    requests: 1,
    sent: [],
  }
  const note = { ...about, outcome: 'judged', notes: [], revisions: {} } as const
  const seen = { state: 'passed', startTime: 1_000, duration: 900, errors: [] } as const
  const waited = { needsMs: 500.4, turnMs: 100 }
  expect(recordOf({ ...note, waited }, 0, seen, 990)).toMatchObject({
    startMs: 610,
    durationMs: 300,
    waited,
  })
  expect(recordOf(note, 0, seen, 990)).toMatchObject({ startMs: 10, durationMs: 900 })
})
