import { type Faults, inApp, replies, sets } from '../fault.ts'
import { detailAnswer, jsonAnswer } from '../http/answers.ts'
import { onAnswer, when } from '../http/layers.ts'

/** Data that other users see, and data that is lost. */
export const isolation: Faults = {
  'threads-readable-by-others': {
    summary: 'Whoever knows the id of a thread may read it',
    incidents: ['F86'],
    finds: [{ code: 'isolation.leak', service: 'backend' }],
    apply: ({ backend }) => {
      backend.privacy.delete('read')
    },
  },
  'threads-listed-to-others': {
    summary: 'The list of threads holds those of all users',
    incidents: ['F86'],
    finds: [{ code: 'isolation.leak', service: 'backend' }],
    apply: ({ backend }) => {
      backend.privacy.delete('list')
    },
  },
  'events-heard-by-others': {
    summary: 'The events of one user go to everybody: the supervisor is shared',
    incidents: ['F86'],
    finds: [{ code: 'isolation.leak', service: 'backend' }],
    apply: sets('backend', { agent: { audience: 'everyone' } }),
  },
  'thread-lost': {
    summary: 'A thread that was just created cannot be read: another instance answers',
    incidents: ['F80'],
    finds: [{ code: 'data.lost', service: 'backend' }],
    apply: replies('backend', 'GET /api/threads/{id}', detailAnswer(404, 'Thread not found')),
  },
  'thread-not-listed': {
    summary: 'The list of threads stays empty',
    incidents: ['F35', 'F57'],
    finds: [{ code: 'data.lost', service: 'backend' }],
    apply: inApp('backend', () =>
      when(
        'GET /api/threads',
        onAnswer((answer) => (answer.status === 200 ? jsonAnswer(200, []) : answer)),
      ),
    ),
  },
}
