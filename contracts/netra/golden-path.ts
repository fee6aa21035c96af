import type { ConversationStep } from '../schema/conversation.ts'
import type { Journey, RequestStep } from '../schema/journey.ts'

/** Fields of a request step that most steps leave empty. */
const NOTHING = { after: [], says: [], has: [], never: [], keeps: {}, effect: 'reads' } as const

/** The marks of stand-ins, with which the routes answer if no agent serves (docs/netra.md#threads-and-agents). */
const STAND_INS = ['mock', 'service_unavailable', 'degraded', 'fallback']

const THREAD = { service: 'backend', path: '/api/threads/{thread}' } as const

const steps: readonly RequestStep[] = [
  {
    ...NOTHING,
    kind: 'request',
    id: 'identity',
    title: 'tells the user who they are',
    as: 'user',
    request: { service: 'auth', method: 'GET', path: '/auth/me' },
    statuses: [200],
    has: ['user_id', 'email'],
    says: [{ at: 'user_id', is: ['{subject}'] }],
  },
  {
    ...NOTHING,
    kind: 'request',
    id: 'agents',
    title: 'lists real agents at GET /api/agents/status',
    as: 'user',
    request: { service: 'backend', method: 'GET', path: '/api/agents/status' },
    statuses: [200],
    never: [
      { at: '0.agent_id', starts: STAND_INS, code: 'route.mocked' },
      { at: '0.status', starts: STAND_INS, code: 'route.mocked' },
    ],
  },
  {
    ...NOTHING,
    kind: 'request',
    id: 'agents-root',
    title: 'answers GET /api/agents with 404: the API never had that route',
    as: 'user',
    request: { service: 'backend', method: 'GET', path: '/api/agents' },
    statuses: [404, 401],
  },
  {
    ...NOTHING,
    kind: 'request',
    id: 'agents-stream',
    title: 'says at GET /api/agents/stream which agents it can run',
    as: 'user',
    request: { service: 'backend', method: 'GET', path: '/api/agents/stream' },
    statuses: [200],
    says: [{ at: 'available', is: [true] }],
    has: ['supported_agents'],
  },
  {
    ...NOTHING,
    kind: 'request',
    id: 'thread-created',
    title: 'creates a thread',
    as: 'user',
    effect: 'writes',
    after: ['identity'],
    request: {
      service: 'backend',
      method: 'POST',
      path: '/api/threads',
      json: { title: 'smoke {run}', metadata: { source: 'post-deploy-smoke' } },
    },
    statuses: [200, 201],
    has: ['id'],
    keeps: { thread: 'id' },
    undo: { ...THREAD, method: 'DELETE' },
  },
  {
    ...NOTHING,
    kind: 'request',
    id: 'thread-listed',
    title: 'lists the new thread',
    as: 'user',
    after: ['thread-created'],
    request: { service: 'backend', method: 'GET', path: '/api/threads?limit=100&offset=0' },
    statuses: [200],
    list: { at: '', item: 'id', value: '{thread}', holds: 'yes', otherwise: 'data.lost' },
  },
  {
    ...NOTHING,
    kind: 'request',
    id: 'thread-read',
    title: 'reads the new thread',
    as: 'user',
    after: ['thread-created'],
    request: { ...THREAD, method: 'GET' },
    statuses: [200],
    says: [{ at: 'id', is: ['{thread}'] }],
    otherwise: 'data.lost',
  },
  {
    ...NOTHING,
    kind: 'request',
    id: 'thread-kept',
    title: 'still has the thread after the conversation',
    as: 'user',
    after: ['message'],
    request: { ...THREAD, method: 'GET' },
    statuses: [200],
    says: [{ at: 'id', is: ['{thread}'] }],
    otherwise: 'data.lost',
  },
  {
    ...NOTHING,
    kind: 'request',
    id: 'thread-private',
    title: 'keeps the thread from a second user',
    as: 'second-user',
    after: ['thread-read'],
    request: { ...THREAD, method: 'GET' },
    statuses: [403, 404],
    otherwise: 'isolation.leak',
  },
  {
    ...NOTHING,
    kind: 'request',
    id: 'list-private',
    title: "keeps the thread out of a second user's list",
    as: 'second-user',
    after: ['thread-listed'],
    request: { service: 'backend', method: 'GET', path: '/api/threads?limit=100&offset=0' },
    statuses: [200],
    list: { at: '', item: 'id', value: '{thread}', holds: 'no', otherwise: 'isolation.leak' },
  },
]

/** A question without the words that get a mock on purpose (docs/netra.md#threads-and-agents). */
export const QUESTION =
  'Which of these three cloud costs should we look at first, compute, storage or traffic, and why?'

const message: ConversationStep = {
  kind: 'conversation',
  id: 'message',
  title: 'answers a message with the five agent events, in order',
  after: ['thread-created'],
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
export const goldenPath: Journey = { name: 'chat', steps: [...steps, message] }
