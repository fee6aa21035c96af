import { type Faults, inApp, replies } from '../fault.ts'
import { changeJson, detailAnswer, jsonAnswer } from '../http/answers.ts'
import { when } from '../http/layers.ts'

const denied = jsonAnswer(403, {
  error: true,
  error_code: 'AUTHORIZATION_FAILED',
  message: 'Access denied',
})
const crashed = jsonAnswer(500, {
  error: true,
  error_code: 'INTERNAL_ERROR',
  message: 'An internal server error occurred',
})
const absent = detailAnswer(404, 'Not Found')
const standIn = [
  { agent_id: 'mock-agent-1', status: 'mock_status', agent_type: 'mock' },
  { agent_id: 'mock-agent-2', status: 'mock_status', agent_type: 'mock' },
]

/** Routes that are gone, closed, broken, changed, or answered by a stand-in. */
export const routes: Faults = {
  'threads-missing': {
    summary: 'The router of the threads is not mounted',
    incidents: ['F91'],
    finds: [{ code: 'route.missing', service: 'backend' }],
    apply: replies('backend', 'ANY /api/threads*', absent),
  },
  'agents-missing': {
    summary: 'The router of the agents is not mounted, so users find none',
    incidents: ['F90', 'F83', 'seed 003'],
    finds: [{ code: 'route.missing', service: 'backend' }],
    apply: replies('backend', 'ANY /api/agents*', absent),
  },
  'readiness-missing': {
    summary: 'The readiness route of the auth service is gone',
    incidents: ['F34b'],
    finds: [{ code: 'route.missing', service: 'auth' }],
    apply: replies('auth', 'ANY /health/ready', absent),
  },
  'thread-creation-forbidden': {
    summary: 'A good token may list threads and not create one',
    incidents: ['F62', 'seed 003'],
    finds: [{ code: 'route.forbidden', service: 'backend' }],
    apply: replies('backend', 'POST /api/threads', denied),
  },
  'thread-list-error': {
    summary: 'Listing threads ends with 500 while the health route says ok',
    incidents: ['F31', 'F35'],
    finds: [{ code: 'route.error', service: 'backend' }],
    apply: replies('backend', 'GET /api/threads', crashed),
  },
  'thread-creation-error': {
    summary: 'Creating a thread ends with 500 while the health route says ok',
    incidents: ['F31', 'F35', 'F80'],
    finds: [{ code: 'route.error', service: 'backend' }],
    apply: replies('backend', 'POST /api/threads', crashed),
  },
  'agents-error': {
    summary: 'Asking for the agents ends with 500',
    incidents: ['F89'],
    finds: [{ code: 'route.error', service: 'backend' }],
    apply: replies('backend', 'GET /api/agents/status', crashed),
  },
  'thread-shape-changed': {
    summary: 'A new thread comes wrapped in another object',
    finds: [{ code: 'route.shape', service: 'backend' }],
    apply: inApp('backend', () =>
      when('POST /api/threads', async (asked, next) =>
        changeJson(await next(asked), (thread) => ({ thread })),
      ),
    ),
  },
  'me-without-user-id': {
    summary: 'The auth service does not say who the user is',
    incidents: ['F57'],
    finds: [{ code: 'route.shape', service: 'auth' }],
    apply: inApp('auth', () =>
      when('GET /auth/me', async (asked, next) =>
        changeJson(await next(asked), ({ user_id: _, ...rest }) => rest),
      ),
    ),
  },
  'agents-mocked': {
    summary: 'The agents that are listed are stand-ins',
    incidents: ['F98'],
    finds: [{ code: 'route.mocked', service: 'backend' }],
    apply: replies('backend', 'GET /api/agents/status', jsonAnswer(200, standIn)),
  },
  'agents-unavailable': {
    summary: 'The agent service is missing, and the route says so with 200',
    incidents: ['F83', 'F89', 'F98'],
    finds: [{ code: 'route.mocked', service: 'backend' }],
    apply: replies(
      'backend',
      'GET /api/agents/status',
      jsonAnswer(200, [{ agent_id: 'triage-agent', status: 'service_unavailable' }]),
    ),
  },
  'public-settings-need-a-token': {
    summary: 'The check of tokens covers a route of the backend that is open to everybody',
    finds: [{ code: 'route.forbidden', service: 'backend' }],
    contract: 'contracts/netra-extended.ts',
    apply: replies('backend', 'GET /api/config/public', detailAnswer(401, 'Not authenticated')),
  },
  'public-settings-without-url': {
    summary: 'The public settings say null where the URL of the API stood',
    finds: [{ code: 'route.shape', service: 'backend' }],
    contract: 'contracts/netra-extended.ts',
    apply: inApp('backend', () =>
      when('GET /api/config/public', async (asked, next) =>
        changeJson(await next(asked), (settings) => ({ ...settings, api_url: null })),
      ),
    ),
  },
}
