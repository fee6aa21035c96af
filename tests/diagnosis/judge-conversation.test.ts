import { describe, expect, test } from 'vitest'
import { QUESTION } from '../../contracts/netra/golden-path.ts'
import type { ConversationStep } from '../../contracts/schema/conversation.ts'
import {
  judgeAgentAnswer,
  judgePrivacy,
} from '../../helpers/diagnosis/judges/journey/judge-agent-answer.ts'
import { judgeEvents, type TalkFact } from '../../helpers/diagnosis/judges/journey/judge-events.ts'
import { judgeHarmless, judgePong } from '../../helpers/diagnosis/judges/socket/judge-heard.ts'
import { judgeWelcome } from '../../helpers/diagnosis/judges/socket/judge-welcome.ts'
import { saw } from '../../helpers/record/finding.ts'
import type { Heard } from '../../helpers/socket/handshake-fact.ts'
import { chat, goldenPath } from '../support/contracts.ts'
import { ASKED } from './support/facts.ts'
import { closedWith, frame, heard, heardFrame, opened, quiet } from './support/socket-facts.ts'

const STEP = goldenPath.steps.find(
  (step): step is ConversationStep => step.kind === 'conversation',
) as ConversationStep

describe('the welcome', () => {
  const USER = 'user-4711-abcdef'
  const welcomeOf = (user_id: unknown) =>
    heardFrame({
      type: 'connection_established',
      data: { event: 'connection_established', user_id },
    })
  const judged = (welcome: Heard, subject: string | undefined = USER) =>
    judgeWelcome({ socket: chat, handshake: opened(), welcome, subject })

  test.for([USER, 'user-471...', 'user…', 'user-4711-abcde...'])(
    'names the user, whole or shortened: %s',
    (user) => {
      expect(judged(welcomeOf(user))).toBeUndefined()
    },
  )

  test.for<unknown>([
    'demo-user-001',
    'dev-user...',
    'use...',
    'user',
    '...',
    4711,
    null,
    { toString: 1 },
  ])('names somebody else: %o', (user) => {
    expect(judged(welcomeOf(user))).toMatchObject({ code: 'ws.wrong-identity', service: 'backend' })
  })

  test('need not name anyone, and need not be compared when the user is unknown', () => {
    expect(judged(heardFrame({ type: 'connection_established' }))).toBeUndefined()
    expect(
      judgeWelcome({
        socket: chat,
        handshake: opened(),
        welcome: welcomeOf('x'),
        subject: undefined,
      }),
    ).toBeUndefined()
  })

  test('may stand at the top, as the other generation sends it', () => {
    const flat = { type: 'connection_established', user_id: 'demo-user' }
    expect(judged(heardFrame(flat))?.code).toBe('ws.wrong-identity')
  })

  for (const [what, welcome, code] of [
    ['nothing', heard(quiet()), 'ws.silent'],
    ['a close', heard(closedWith(1000, 'bye')), 'ws.closed'],
    ['an error frame', heardFrame({ type: 'error_message' }), 'ws.closed'],
    [
      'garbage',
      heard({ kind: 'broken-frame', fault: 'opcode', detail: 'opcode 3' }),
      'ws.malformed',
    ],
  ] as const)
    test(`${what} instead is ${code}`, () => expect(judged(welcome)?.code).toBe(code))
})

describe('a ping', () => {
  const message = chat.harmless[0] as (typeof chat.harmless)[number]
  const fact = (listened: Heard) => ({ handshake: opened(), heard: listened })

  test('that is answered is good', () => {
    expect(judgePong(fact(heardFrame({ type: 'pong' })), chat)).toBeUndefined()
  })

  test('that is not answered quotes what came instead', () => {
    const other = [frame({ type: 'heartbeat' })]
    expect(judgePong(fact(heard(quiet('the pong'), other)), chat)).toMatchObject({
      code: 'ws.silent',
      got: 'nothing of the kind in 10000 ms, waiting for the pong',
      evidence: ['heard instead: \'{"type":"heartbeat"}\''].map(saw),
    })
  })

  test('after a message nobody expects, on a connection that ends, is told as a close', () => {
    expect(
      judgeHarmless(fact(heard(closedWith(1000, 'main cleanup'))), message, chat),
    ).toMatchObject({
      code: 'ws.closed',
      promise: 'the connection survives a message of an unknown type',
      got: 'the connection closed with 1000 "main cleanup", 7 ms after it opened',
    })
  })
})

const FIELDS = {
  agent_started: { agent_name: 'analyst' },
  agent_thinking: { reasoning: 'hm' },
  tool_executing: { tool_name: 'costs', parameters: { of: 'compute' } },
  tool_completed: { results: { total: 7 } },
  agent_completed: {
    final_response: 'Look at compute first: it is the largest and has idle capacity.',
  },
} as const

type EventName = keyof typeof FIELDS
const EVENTS = Object.keys(FIELDS) as readonly EventName[]

/** An event as generation S9 frames it: the name in `type`, the fields beside it. */
function flat(name: string, fields: object = FIELDS[name as EventName] ?? {}) {
  return frame({ type: name, ...fields })
}

/** As generation H frames it: everything under `data`. */
function nested(name: string, fields: object = FIELDS[name as EventName] ?? {}) {
  return frame({ type: 'agent_event', data: { event: name, ...fields } })
}

function talk(frames: TalkFact['frames'], more: Partial<TalkFact> = {}): TalkFact {
  const last = frames.at(-1) ?? frame('')
  return { step: STEP, url: ASKED, end: { kind: 'frame', frame: last, seen: [] }, frames, ...more }
}

function codesOf(fact: TalkFact): readonly string[] {
  return judgeEvents(fact, STEP, 'backend').map(({ code, subject }) =>
    subject === undefined ? code : `${code}: ${subject}`,
  )
}

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

describe('the answer', () => {
  const judged = (fields: object) => {
    const { url, ...rest } = talk([flat('agent_completed', fields)])
    return judgeAgentAnswer({ ...rest, asked: { ...url, method: 'WS' } }, 'backend')
  }

  test.for<object>([
    FIELDS.agent_completed,
    { result: { response: 'Storage, since a third of it was not read for months.' } },
    { data: { result: { answer: 'Compute, by far.' } } },
    {
      final_response: `You asked: ${QUESTION} Compute is first: it grew by forty percent and half of it idles at night.`,
    },
  ])('in words of its own is good: %o', (fields) => {
    expect(judged(fields)).toBeUndefined()
  })

  test.for<readonly [object, string]>([
    [{ final_response: '' }, 'agent.no-answer'],
    [{ final_response: '   ' }, 'agent.no-answer'],
    [{ final_response: QUESTION }, 'agent.mocked'],
    [{ final_response: `Echo: ${QUESTION}` }, 'agent.mocked'],
    [{ final_response: `Processed: ${QUESTION.toUpperCase()} Done.` }, 'agent.mocked'],
    [{ final_response: 'Mock response for testing' }, 'agent.mocked'],
    [{ final_response: 'DEGRADED MODE: the agent is not available' }, 'agent.mocked'],
    [{ result: { response: 'fallback answer' } }, 'agent.mocked'],
  ])('%o is %s', ([fields, code]) => {
    expect(judged(fields)?.code).toBe(code)
  })
})

describe('a second user', () => {
  test('who hears other things hears no conversation', () => {
    expect(
      judgePrivacy(talk([], { overheard: [frame({ type: 'heartbeat' })] }), 'backend'),
    ).toBeUndefined()
    expect(judgePrivacy(talk([]), 'backend')).toBeUndefined()
  })

  test('who hears an event hears a leak', () => {
    const overheard = [
      frame({ type: 'heartbeat' }),
      nested('agent_started'),
      nested('agent_completed'),
    ]
    expect(judgePrivacy(talk([], { overheard }), 'backend')).toMatchObject({
      code: 'isolation.leak',
      service: 'backend',
      got: expect.stringContaining('2 events, the first: '),
    })
  })
})
