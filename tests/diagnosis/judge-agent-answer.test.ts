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
    { data: { result: { advice: 'Compute' } } },
    { data: { result: { response: '', advice: 'Look at storage before the others.' } } },
    { result: { costs: [42, 17, 3] } },
    { final_response: 'None of the three stands out: compare them by month.' },
    { final_response: 'Errors in the bill aside, storage comes first.' },
    {
      final_response:
        'Storage is used as a fallback (timeout fallback) for compute, and costs most.',
    },
    {
      final_response: `You asked: ${QUESTION} Compute is first: it grew by forty percent and half of it idles at night.`,
    },
  ])('in words of its own is good: %o', (fields) => {
    expect(judged(fields)).toBeUndefined()
  })

  test.for<readonly [object, string]>([
    [{ final_response: '' }, 'agent.no-answer'],
    [{ final_response: '   ' }, 'agent.no-answer'],
    [{ data: { result: {} } }, 'agent.no-answer'],
    [{ data: { result: [] } }, 'agent.no-answer'],
    [{ data: { result: { response: '' } } }, 'agent.no-answer'],
    [{ data: { result: { response: null, status: 'completed' } } }, 'agent.no-answer'],
    [{ data: { result: { response: { content: ' \n' } } } }, 'agent.no-answer'],
    [{ final_response: 'None' }, 'agent.no-answer'],
    [{ final_response: '[object Object]' }, 'agent.no-answer'],
    [{ final_response: 'Error code: 429 - You exceeded your current quota' }, 'agent.failed'],
    [{ data: { result: null, error: 'the model did not answer' } }, 'agent.failed'],
    [{ final_response: 'It took too long (Timeout fallback)' }, 'agent.mocked'],
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
