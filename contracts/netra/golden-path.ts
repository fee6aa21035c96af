import type { JourneyInput } from '../schema/journey.ts'

/** The marks of stand-ins, with which the routes answer if no agent serves (docs/netra.md#threads-and-agents). */
const STAND_INS = ['mock', 'service_unavailable', 'degraded', 'fallback']

const THREAD = { service: 'backend', path: '/api/threads/{thread}' } as const

const steps: JourneyInput['steps'] = [
  {
    id: 'identity',
    title: 'tells the user who they are',
    request: { service: 'auth', path: '/auth/me' },
    has: ['user_id', 'email'],
    says: [{ at: 'user_id', is: '{subject}' }],
  },
  {
    id: 'agents',
    title: 'lists real agents at GET /api/agents/status',
    request: { service: 'backend', path: '/api/agents/status' },
    never: [
      { at: '0.agent_id', starts: STAND_INS, code: 'route.mocked' },
      { at: '0.status', starts: STAND_INS, code: 'route.mocked' },
    ],
  },
  {
    id: 'agents-root',
    title: 'answers GET /api/agents with 404: the API never had that route',
    request: { service: 'backend', path: '/api/agents' },
    statuses: [404, 401],
  },
  {
    id: 'agents-stream',
    title: 'says at GET /api/agents/stream which agents it can run',
    request: { service: 'backend', path: '/api/agents/stream' },
    says: [{ at: 'available', is: true }],
    has: 'supported_agents',
  },
  {
    id: 'thread-created',
    title: 'creates a thread',
    effect: 'writes',
    after: 'identity',
    request: {
      service: 'backend',
      method: 'POST',
      path: '/api/threads',
      json: { title: 'smoke {run}', metadata: { source: 'post-deploy-smoke' } },
    },
    statuses: [200, 201],
    has: 'id',
    keeps: { thread: 'id' },
    undo: { ...THREAD, method: 'DELETE' },
  },
  {
    id: 'thread-listed',
    title: 'lists the new thread',
    after: 'thread-created',
    request: { service: 'backend', path: '/api/threads?limit=100&offset=0' },
    list: { at: '', item: 'id', value: '{thread}' },
  },
  {
    id: 'thread-read',
    title: 'reads the new thread',
    after: 'thread-created',
    request: { ...THREAD, method: 'GET' },
    says: [{ at: 'id', is: '{thread}' }],
    otherwise: 'data.lost',
  },
  {
    id: 'thread-kept',
    title: 'still has the thread after the conversation',
    after: 'message',
    request: { ...THREAD, method: 'GET' },
    says: [{ at: 'id', is: '{thread}' }],
    otherwise: 'data.lost',
  },
  {
    id: 'thread-private',
    title: 'keeps the thread from a second user',
    as: 'second-user',
    after: 'thread-read',
    request: { ...THREAD, method: 'GET' },
    statuses: [403, 404],
    otherwise: 'isolation.leak',
  },
  {
    id: 'list-private',
    title: "keeps the thread out of a second user's list",
    as: 'second-user',
    after: 'thread-listed',
    request: { service: 'backend', path: '/api/threads?limit=100&offset=0' },
    list: { at: '', item: 'id', value: '{thread}', holds: 'no', otherwise: 'isolation.leak' },
  },
]

/** A question without the words that get a mock on purpose (docs/netra.md#threads-and-agents). */
export const QUESTION =
  'Which of these three cloud costs should we look at first, compute, storage or traffic, and why?'

const message: JourneyInput['steps'][number] = {
  kind: 'conversation',
  id: 'message',
  title: 'answers a message with the five agent events, in order',
  after: 'thread-created',
  effect: 'writes',
  socket: 'chat',
  say: {
    type: 'user_message',
    payload: { content: QUESTION, message: QUESTION, thread_id: '{thread}' },
    thread_id: '{thread}',
    message_id: 'smoke-{run}',
  },
  nameAt: ['data.event', 'data.type', 'event', 'type'],
  events: [
    { name: 'agent_started', occurs: 'once', has: [['agent_name', 'data.agent_name']] },
    { name: 'agent_thinking', occurs: 'at-least-once', has: [['reasoning', 'data.reasoning']] },
    {
      name: 'tool_executing',
      occurs: 'at-least-once',
      has: [
        ['tool_name', 'data.tool_name'],
        ['parameters', 'data.parameters'],
      ],
    },
    {
      name: 'tool_completed',
      occurs: 'at-least-once',
      has: [['results', 'result', 'data.results', 'data.result']],
    },
    {
      name: 'agent_completed',
      occurs: 'once',
      has: [['final_response', 'result', 'data.final_response', 'data.result']],
    },
  ],
  failures: ['agent_failed', 'agent_error', 'error', 'error_message'],
  question: QUESTION,
  answerAt: [
    'final_response',
    'data.final_response',
    'data.result.response',
    'data.result.final_response',
    'data.result.answer',
    'data.result.content',
    'data.result.message',
    'data.result',
    'result.response',
    'result.final_response',
    'result.answer',
    'result.content',
    'result.message',
    'result',
  ],
  standIns: ['mock', 'degraded mode', 'fallback', 'echo', 'timeout fallback'],
  withinMs: 30_000,
  privacy: 'second-user-hears-nothing',
}

/** What a user does: the profile, the agents, a thread, a question, five events, an answer; the thread is kept, and no other user sees it. */
export const goldenPath: JourneyInput = { name: 'chat', steps: [...steps, message] }
