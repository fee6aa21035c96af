import { describe, expect, test } from 'vitest'
import { QUESTION } from '../../contracts/netra/golden-path.ts'
import {
  judgeAgentAnswer,
  judgePrivacy,
} from '../../helpers/diagnosis/judges/journey/judge-agent-answer.ts'
import { frame } from './support/socket-facts.ts'
import { FIELDS, flat, nested, talk } from './support/talk.ts'

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
