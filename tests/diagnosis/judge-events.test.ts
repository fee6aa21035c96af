import { describe, expect, test } from 'vitest'
import { judgeEvents, type TalkFact } from '../../helpers/diagnosis/judges/journey/judge-events.ts'
import { saw } from '../../helpers/record/finding.ts'
import { closedWith, frame, heard, quiet } from './support/socket-facts.ts'
import { codesOf, EVENTS, FIELDS, flat, nested, STEP, talk } from './support/talk.ts'

describe('the five events', () => {
  test.for([
    ['flat', flat],
    ['nested', nested],
  ] as const)('in order, with their fields, in the %s form, are good', ([, form]) => {
    expect(codesOf(talk(EVENTS.map((name) => form(name))))).toEqual([])
  })

  test('may be thought and worked on more than once, and have other frames between', () => {
    const names = [
      'agent_started',
      'agent_thinking',
      'tool_executing',
      'tool_completed',
      'agent_thinking',
      'tool_executing',
      'tool_completed',
      'agent_completed',
    ]
    const frames = names.flatMap((name) => [frame({ type: 'heartbeat' }), nested(name)])
    expect(codesOf(talk(frames))).toEqual([])
  })

  test.for(EVENTS.filter((name) => name !== 'agent_completed'))('lack %s', (absent) => {
    const frames = EVENTS.filter((name) => name !== absent).map((name) => flat(name))
    expect(codesOf(talk(frames))).toEqual([`agent.event-missing: ${absent}`])
  })

  test('too late for a person, or all at one moment, are warnings', () => {
    const at = (times: readonly number[], more: Partial<TalkFact> = {}) => {
      const frames = EVENTS.map((name, index) => ({ ...flat(name), atMs: times[index] ?? 0 }))
      const step = { ...STEP, firstWithinMs: 1_000, pauses: 'promised' as const }
      return judgeEvents(talk(frames, { saidAtMs: 500, ...more }), step, 'backend')
    }
    expect(at([900, 1_200, 1_500, 1_800, 2_100])).toEqual([])
    expect(at([1_700, 2_000, 2_300, 2_600, 2_900])[0]).toMatchObject({
      code: 'service.slow',
      severity: 'warning',
      got: 'the first event after 1200 ms',
    })
    expect(at([1_700, 2_000, 2_300, 2_600, 2_900], { heldUpMs: 400 })).toEqual([])
    expect(at([600, 3_500, 3_501, 3_502, 3_503])[0]).toMatchObject({
      code: 'stream.held',
      severity: 'warning',
      summary: expect.stringContaining('events over the WebSocket come all at once, 3.0 s after'),
    })
    // An app that is that quick shows nothing.
    expect(at([600, 601, 602, 603, 604])).toEqual([])
  })

  test('all at one moment, are a warning too where they say that they were made long before', () => {
    const made = 1_795_862_275_000
    const welcome = { ...frame({ type: 'welcome', data: { server_time: iso(made) } }), atMs: 20 }
    const held = (madeAfterMs: number, more: Partial<TalkFact> = {}) => {
      const frames = EVENTS.map((name) => ({
        ...flat(name, { ...FIELDS[name], timestamp: (made + madeAfterMs) / 1_000 }),
        atMs: 2_000,
      }))
      return judgeEvents(
        talk(frames, { saidAtMs: 300, earlier: [welcome], ...more }),
        STEP,
        'backend',
      )
    }
    expect(held(450)).toMatchObject([
      {
        code: 'stream.held',
        severity: 'warning',
        summary: expect.stringContaining('all at once, 1.5 s or more after they were made'),
      },
    ])
    // The app took its time, and sent them when they were made.
    expect(held(1_950)).toEqual([])
    // Made before the message was sent: the two times are of two clocks.
    expect(held(100)).toEqual([])
    // No frame shows how far the clock of the server is from this one.
    expect(held(450, { earlier: [] })).toEqual([])
    expect(held(450, { heldUpMs: 1_200 })).toEqual([])
  })

  test('lack everything after the last one heard', () => {
    const frames = [flat('agent_started'), flat('agent_thinking')]
    const [finding] = judgeEvents(
      talk(frames, { end: heard(quiet('agent_completed')) }),
      STEP,
      'backend',
    )
    expect(finding).toMatchObject({
      code: 'agent.event-missing',
      subject: 'tool_executing',
      got: 'agent_thinking was the last event in 10000 ms',
      evidence: ['heard: agent_started → agent_thinking'].map(saw),
    })
  })

  test('never come', () => {
    expect(codesOf(talk([frame({ type: 'ack' })], { end: heard(quiet()) }))).toEqual([
      'agent.no-answer',
    ])
  })

  test('come in the wrong order', () => {
    const frames = [
      'agent_started',
      'agent_thinking',
      'tool_completed',
      'tool_executing',
      'agent_completed',
    ].map((name) => flat(name))
    expect(codesOf(talk(frames))).toEqual(['agent.event-order: tool_completed'])
  })

  test('come twice where once was promised', () => {
    const frames = ['agent_started', ...EVENTS].map((name) => flat(name))
    expect(codesOf(talk(frames))).toEqual(['agent.event-order: agent_started'])
  })

  test.for([
    ['agent_started', {}],
    ['agent_started', { agent_name: '' }],
    ['agent_thinking', { reasoning: null }],
    ['tool_executing', { tool_name: 'costs' }],
    ['tool_completed', { data: {} }],
  ] as const)('come without what belongs in %s: %o', ([name, fields]) => {
    const frames = EVENTS.map((other) => (other === name ? flat(name, fields) : flat(other)))
    expect(codesOf(talk(frames))).toEqual([`agent.event-shape: ${name}`])
  })

  test('end without the answer that the last one is there for', () => {
    const frames = EVENTS.map((name) =>
      name === 'agent_completed' ? flat(name, { status: 'done' }) : flat(name),
    )
    expect(codesOf(talk(frames))).toEqual(['agent.no-answer: agent_completed'])
  })

  test('end with a failure of the agent', () => {
    const frames = [
      flat('agent_started'),
      frame({ type: 'agent_error', message: 'LLM quota exceeded' }),
    ]
    const [finding] = judgeEvents(talk(frames), STEP, 'backend')
    expect(finding).toMatchObject({
      code: 'agent.failed',
      subject: 'agent_error',
      got: expect.stringContaining('LLM quota exceeded'),
      said: '"LLM quota exceeded"',
    })
  })

  test('end because the connection does', () => {
    expect(
      codesOf(talk([flat('agent_started')], { end: heard(closedWith(1011, 'oops')) })),
    ).toEqual(['ws.closed'])
    expect(
      codesOf(talk([], { end: heard({ kind: 'flood', detail: 'more than 1000 frames' }) })),
    ).toEqual(['ws.malformed'])
  })
})

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
