import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createLiveView,
  type Progress,
  renderProgress,
} from '../../helpers/report/terminal/live-view.ts'
import { check } from './records/check.ts'
import { green, red } from './records/examples.ts'
import { HOSTILE_TEXTS } from './records/hostile.ts'

const PROGRESS: Progress = {
  elapsedMs: 3200,
  total: 40,
  done: { passed: 11, failed: 1 },
  running: ['golden-path: message is answered within 30 s', 'health: auth answers'],
  awaited: [],
}
const AWAITING: Progress = {
  elapsedMs: 9000,
  done: {},
  running: [],
  awaited: [{ service: 'backend', waitedMs: 9000, lastSeen: '503 starting' }],
}

describe('renderProgress', () => {
  test('counts, and says what runs', () => {
    expect(renderProgress(PROGRESS, 100)).toBe(
      '12/40  1 failed  3.2 s  golden-path: message is answered within 30 s  and 1 more',
    )
  })

  test('says what is awaited and what was last seen', () => {
    expect(renderProgress(AWAITING, 100)).toBe('9 s · backend: 503 starting')
    const awaited = [
      { service: 'auth', waitedMs: 800, lastSeen: 'ready (3 of 3)' },
      { service: 'backend', waitedMs: 5100, lastSeen: 'tcp.refused' },
      { service: 'frontend', waitedMs: 900, lastSeen: 'ready (1 of 3)' },
    ]
    expect(renderProgress({ ...AWAITING, elapsedMs: 5600, waitSeconds: 12, awaited }, 100)).toBe(
      '5 s of 12 s · backend: refused · ready: auth, frontend',
    )
  })

  test('never fills the last column, in which a terminal wraps', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_TEXTS))
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 200 }), (lastSeen, columns) => {
        const awaited = [{ service: 'backend', waitedMs: 1, lastSeen }]
        const line = renderProgress({ ...AWAITING, awaited }, columns)
        expect([...line].length).toBeLessThan(Math.max(columns, 1))
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      }),
    )
  })
})

describe('createLiveView', () => {
  const record = (): { written: string[]; write(text: string): void; columns: number } => {
    const written: string[] = []
    return { written, write: (text) => void written.push(text), columns: 40 }
  }

  test('on a terminal draws one line over and over, and takes it back', () => {
    const stream = record()
    const view = createLiveView(stream, { mode: 'line', colour: 'none', detail: 'checks' })
    view.update(AWAITING)
    view.update({ ...AWAITING, elapsedMs: 9050 })
    view.update({ ...PROGRESS, elapsedMs: 9200 })
    for (const one of green.checks) view.finished(one)
    view.finished(check('a/b/c', 'fails', { status: 'failed' }))
    view.end()
    view.update({ ...PROGRESS, elapsedMs: 99_000 })
    expect(stream.written).toEqual([
      '\r\u001b[K9 s · backend: 503 starting',
      '\r\u001b[K12/40  1 failed  9.2 s  golden-path: m…',
      '\r\u001b[KFAIL  a/b  fails  12 ms\n12/40  1 failed  9.2 s  golden-path: m…',
      '\r\u001b[K',
    ])
  })

  test.each(['line', 'log'] as const)('tells at the end what was not made (%s)', (mode) => {
    const stream = record()
    const view = createLiveView(stream, { mode, colour: 'none', detail: 'checks' })
    for (const id of ['a/b/c', 'a/b/d'])
      view.finished(check(id, 'is kept', { status: 'skipped', reason: 'no key' }))
    expect(stream.written).toEqual([])
    view.end()
    view.end()
    expect(stream.written).toEqual(['skip  2 checks  no key\n'])
  })

  test('in the log of a CI system says what is red at once, and what passed in a line a suite', () => {
    const stream = record()
    const view = createLiveView(stream, { mode: 'log', colour: 'none', detail: 'suites' })
    for (const one of red.checks) view.finished(one)
    const before = stream.written.splice(0)
    expect(before.map((line) => line.slice(0, 26))).toEqual([
      'FAIL  trust/backend  accep',
      'warn  health/frontend  has',
    ])
    view.end()
    expect(stream.written[0]).toBe(
      'ok    tokens  1 skipped, 2 passed\nwarn  health  1 warned, 3 passed\n',
    )
  })

  test('on a terminal wraps what is red to its width', () => {
    const stream = record()
    const view = createLiveView(stream, { mode: 'line', colour: 'none', detail: 'checks' })
    view.finished(
      check('a/b/c', 'fails for a reason that is long', {
        status: 'error',
        reason: 'it stood still',
      }),
    )
    expect(stream.written).toEqual([
      'ERROR a/b fails for a reason that is\n      long 12 ms it stood still\n',
    ])
  })

  test('leaves nothing behind when nothing was shown', () => {
    const stream = record()
    createLiveView(stream, { mode: 'line', colour: 'none', detail: 'checks' }).end()
    expect(stream.written).toEqual([])
  })

  test('in a log writes whole lines, and repeats what is awaited only when it is news', () => {
    const stream = record()
    const view = createLiveView(stream, { mode: 'log', colour: 'none', detail: 'checks' })
    const seen = (waitedMs: number, lastSeen: string): void =>
      view.update({ ...AWAITING, awaited: [{ service: 'backend', waitedMs, lastSeen }] })
    seen(1000, '503 starting')
    seen(2000, '503 starting')
    seen(3000, '::error::x')
    seen(4000, '200')
    seen(20_000, '200')
    view.finished(check('a/b/c', 'passes'))
    view.end()
    expect(stream.written).toEqual([
      'wait  backend  1.0 s  503 starting\n',
      'wait  backend  3.0 s  ::error::x\n',
      'wait  backend  4.0 s  200\n',
      'wait  backend  20.0 s  200\n',
      'ok    a/b  passes  12 ms\n',
    ])
  })
})
