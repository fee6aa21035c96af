import { describe, expect, onTestFinished, test } from 'vitest'
import { AGENT_EVENTS } from '../../reference/backend/agent/agent-steps.ts'
import { healthyPlan, makeSecrets } from '../../reference/healthy-plan.ts'
import { openDeployment } from '../../reference/open-deployment.ts'
import type { Reference } from '../../reference/start-reference.ts'
import { call } from './call.ts'
import { type AnyFrame, openSocket } from './open-socket.ts'
import { tokenOf } from './token-of.ts'
import { useReference } from './use-reference.ts'

const QUESTION = 'Which of compute, storage or traffic should we look at first?'

async function connect(reference: Reference, user = 'user-a') {
  const token = await tokenOf(reference, user)
  return openSocket(`${reference.urls.websocket}/ws`, {
    headers: { authorization: `Bearer ${token}` },
  })
}

const isDone = (frame: AnyFrame): boolean => frame.type === 'agent_completed'

describe.each(['S9', 'H'] as const)('a conversation with %s', (socket) => {
  test('begins with a welcome', async () => {
    const opened = await connect(await useReference({ socket }))
    const welcome = await opened.until(() => true)
    if (socket === 'S9') {
      expect(welcome).toMatchObject({
        type: 'system_message',
        data: { event: 'connection_established', user_id: 'user-a', connection_ready: true },
      })
    } else {
      expect(welcome).toMatchObject({
        type: 'connection_established',
        data: { mode: 'main', user_id: 'user-a...', golden_path_events: AGENT_EVENTS },
      })
    }
  })

  test.each([
    [{ type: 'ping' }, { type: 'pong', data: { user_id: 'user-a' } }],
    [{ type: 'heartbeat' }, { type: 'heartbeat_ack', data: { status: 'healthy' } }],
    [{ type: 'connect' }, { type: 'system_message', data: { status: 'connected' } }],
    [{ type: 'something_else' }, { type: 'ack', received_type: 'something_else' }],
    [
      { type: 'chat', payload: {} },
      { type: 'error_message', error_code: 'AGENT_REQUEST_ERROR' },
    ],
  ])('answers %o', async (message, expected) => {
    const opened = await connect(await useReference({ socket }))
    opened.send(message)
    const answer = await opened.until(
      (frame) => frame.type === expected.type && frame.data?.event === undefined,
    )
    expect(answer).toMatchObject(expected)
  })

  test('survives what is not JSON', async () => {
    const opened = await connect(await useReference({ socket }))
    opened.send('not JSON')
    const error = await opened.until((frame) => frame.type === 'error_message')
    expect(error.error_code).toBe(socket === 'S9' ? 'FORMAT_ERROR' : 'JSON_PARSE_ERROR')
    opened.send({ type: 'ping' })
    await opened.until((frame) => frame.type === 'pong')
  })

  test('brings the five events in order, with an answer that is no echo', async () => {
    const opened = await connect(await useReference({ socket }))
    opened.send({ type: 'user_message', payload: { content: QUESTION, thread_id: 'thread_x' } })
    const last = await opened.until(isDone)
    const events = opened.frames.filter((frame) => AGENT_EVENTS.includes(frame.type))
    expect(events.map((frame) => frame.type)).toEqual(AGENT_EVENTS)
    expect(new Set(events.map((frame) => frame.run_id)).size).toBe(1)
    for (const event of events)
      expect(event).toMatchObject({ user_id: 'user-a', agent_name: expect.any(String) })
    expect(events[2]).toHaveProperty('tool_name')
    expect(events[3]).toHaveProperty('results')
    const answer = socket === 'S9' ? last.final_response : last.data.result.response
    expect(answer).toContain('compute')
    expect(answer).not.toContain(QUESTION)
  })

  test.each(['chat', 'message', 'user_input', 'start_agent', 'agent_request'])(
    'understands %s, also without a payload',
    async (type) => {
      const opened = await connect(await useReference({ socket }))
      opened.send({ type, message: QUESTION })
      await opened.until(isDone)
    },
  )

  test('keeps question and answer in the thread', async () => {
    const reference = await useReference({ socket })
    const token = await tokenOf(reference)
    const url = `${reference.urls.backend}/api/threads`
    const { id } = (await call(`POST ${url}`, { token, json: {} })).json
    const opened = await connect(reference)
    opened.send({ type: 'user_message', payload: { content: QUESTION }, thread_id: id })
    await opened.until(isDone)
    const { messages } = (await call(`GET ${url}/${id}/messages`, { token })).json
    expect(messages.map((message: AnyFrame) => message.role)).toEqual(['user', 'assistant'])
  })

  test('stays between the user and the agent', async () => {
    const reference = await useReference({ socket })
    const [mine, theirs] = [await connect(reference), await connect(reference, 'user-b')]
    mine.send({ type: 'user_message', payload: { content: QUESTION } })
    await mine.until(isDone)
    theirs.send({ type: 'ping' })
    await theirs.until((frame) => frame.type === 'pong')
    expect(theirs.frames.filter((frame) => AGENT_EVENTS.includes(frame.type))).toEqual([])
  })

  test("refuses a message into somebody else's thread", async () => {
    const reference = await useReference({ socket })
    const token = await tokenOf(reference, 'user-b')
    const { id } = (await call(`POST ${reference.urls.backend}/api/threads`, { token, json: {} }))
      .json
    const opened = await connect(reference)
    opened.send({ type: 'user_message', payload: { content: QUESTION, thread_id: id } })
    const error = await opened.until((frame) => frame.type === 'error_message')
    expect(error).toMatchObject({ error_code: 'AGENT_ERROR', error_message: 'Access denied' })
  })

  test('ends with 1009 at a message that is too long', async () => {
    const opened = await connect(await useReference({ socket }))
    opened.send('x'.repeat(9_000))
    expect((await opened.closed).code).toBe(1009)
  })
})

test('a silent connection gets heartbeats', async () => {
  const options = {
    rest: 'H',
    socket: 'H',
    environment: 'development',
    delayMs: 0,
    now: Date.now,
  } as const
  const plan = healthyPlan(options, makeSecrets())
  plan.backend.socket.heartbeatMs = 10
  plan.backend.socket.admission = 'demo'
  const deployment = await openDeployment(plan, { ports: {}, publicUrls: {} })
  onTestFinished(() => deployment.close())
  const opened = await openSocket(`${deployment.urls.websocket}/ws`)
  const beat = await opened.until((frame) => frame.type === 'heartbeat')
  expect(beat.data).toMatchObject({ connection_id: expect.any(String), stats: {} })
})
