import { describe, expect, test } from 'vitest'
import type { RequestStep } from '../../contracts/schema/journey.ts'
import { judgeRemoved } from '../../helpers/diagnosis/judges/journey/judge-removed.ts'
import { judgeStep } from '../../helpers/diagnosis/judges/journey/judge-step.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { saw } from '../../helpers/record/finding.ts'
import { goldenPath } from '../support/contracts.ts'
import { answer, page, silence } from './support/facts.ts'

function step(id: string): RequestStep {
  const found = goldenPath.steps.find((candidate) => candidate.id === id)
  if (found?.kind !== 'request') throw new Error(`no request step ${id}`)
  return found
}

const KEPT = { thread: 't-1', subject: 'user-1' }
const UNAVAILABLE = [{ agent_id: 'service_unavailable', status: 'offline' }]

test('a refused step is quoted, and without a token no user was refused', () => {
  const refused = answer(401, { detail: 'login required' })
  const asUser = judgeStep(refused, step('identity'), KEPT)
  expect(asUser).toMatchObject({ code: 'route.forbidden', said: '"login required"' })
  expect(asUser?.summary).toBeUndefined()
  expect(judgeStep(refused, { ...step('identity'), as: 'nobody' }, KEPT)?.summary).toBe(
    'auth refuses GET /auth/me without a token, as this step is promised to be sent',
  )
})

test('the first line of another form says what stands at the promised place', () => {
  const summaryOf = (body: object) => judgeStep(answer(200, body), step('identity'), KEPT)?.summary
  expect(summaryOf({ user_id: 'user-2', email: 'a@b.c' })).toBe(
    'auth answers GET /auth/me in another form than promised at user_id: "user-2"',
  )
  expect(summaryOf({ user_id: 'user-1' })).toBe(
    'auth answers GET /auth/me in another form than promised: nothing at email',
  )
  expect(judgeStep(answer(200, { id: 't-2' }), step('thread-read'), KEPT)?.summary).toBe(
    'backend says that it stored something, and then shows another value at id: "t-2"',
  )
})

test('another status stands in the first line with the promised one', () => {
  const refused = judgeStep(
    answer(422, { detail: [{ msg: 'field required' }] }),
    step('identity'),
    KEPT,
  )
  expect(refused).toMatchObject({
    code: 'route.shape',
    said: '"field required"',
    summary: 'auth answers GET /auth/me with 422, and not with 200 as promised',
  })
})

test.for<readonly [object, string, string, string?]>([
  [
    { message: 'Cannot query field "me"', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    'route.shape',
    `'GRAPHQL_VALIDATION_FAILED: Cannot query field "me"'`,
    'auth answers GET /auth/me in another form than promised at user_id: nothing',
  ],
  [
    { message: 'Not Authorised!', extensions: { code: 'FORBIDDEN' } },
    'route.forbidden',
    '"FORBIDDEN: Not Authorised!"',
  ],
  [
    { message: 'connect ECONNREFUSED', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    'route.error',
    '"INTERNAL_SERVER_ERROR: connect ECONNREFUSED"',
  ],
  [
    { message: 'no such user' },
    'route.shape',
    '"no such user"',
    'auth answers GET /auth/me in another form than promised at user_id: nothing',
  ],
])('a GraphQL error of an answer with status 200 is quoted: %j', ([error, code, said, summary]) => {
  const finding = judgeStep(answer(200, { data: null, errors: [error] }), step('identity'), KEPT)
  expect(finding).toMatchObject({ code, said })
  expect(finding?.summary).toBe(summary)
})

for (const [id, what, exchange, code] of [
  [
    'identity',
    'the user of the token',
    answer(200, { user_id: 'user-1', email: 'a@b.c' }),
    undefined,
  ],
  ['identity', 'another user', answer(200, { user_id: 'user-2', email: 'a@b.c' }), 'route.shape'],
  ['identity', 'no email', answer(200, { user_id: 'user-1' }), 'route.shape'],
  ['identity', 'a web page', page(200, '<!doctype html>'), 'route.shape'],
  ['identity', '401', answer(401, { detail: 'no' }), 'route.forbidden'],
  ['identity', '404', answer(404, { detail: 'Not Found' }), 'route.missing'],
  ['identity', '405', answer(405, { detail: 'Method Not Allowed' }), 'route.missing'],
  ['identity', '422', answer(422, { detail: 'x' }), 'route.shape'],
  ['identity', 'a crash', answer(500, { detail: 'boom' }), 'route.error'],
  ['identity', '503', answer(503, { detail: 'later' }), 'service.unavailable'],
  ['identity', 'nothing', silence('http.timeout'), 'http.timeout'],
  ['agents', 'real agents', answer(200, [{ agent_id: 'triage', status: 'active' }]), undefined],
  ['agents', 'none', answer(200, []), undefined],
  ['agents', 'a stand-in', answer(200, UNAVAILABLE), 'route.mocked'],
  [
    'agents',
    'a mock by its status',
    answer(200, [{ agent_id: 'a', status: 'MOCK mode' }]),
    'route.mocked',
  ],
  ['agents', 'a hostile name', answer(200, [{ agent_id: { toString: 1 } }]), undefined],
  ['thread-created', 'a thread', answer(201, { id: 't-1' }), undefined],
  ['thread-created', 'a thread with a number', answer(201, { id: 7 }), undefined],
  ['thread-created', 'no id', answer(201, {}), 'route.shape'],
  ['thread-created', 'an empty id', answer(201, { id: '' }), 'route.shape'],
  ['thread-created', 'an id that climbs', answer(201, { id: '..' }), 'route.shape'],
  ['thread-created', 'an endless id', answer(201, { id: 'x'.repeat(3_000) }), 'route.shape'],
  [
    'thread-listed',
    'a list with the thread',
    answer(200, [{ id: 't-0' }, { id: 't-1' }]),
    undefined,
  ],
  ['thread-listed', 'a list without it', answer(200, [{ id: 't-0' }]), 'data.lost'],
  ['thread-listed', 'no list', answer(200, { threads: [] }), 'route.shape'],
  ['thread-read', 'the thread', answer(200, { id: 't-1' }), undefined],
  ['thread-read', 'another thread', answer(200, { id: 't-2' }), 'data.lost'],
  ['thread-read', '404', answer(404, { detail: 'Thread not found' }), 'data.lost'],
  ['thread-read', '500', answer(500, { detail: 'Thread metadata is missing' }), 'route.error'],
  ['thread-private', '404 to another user', answer(404, { detail: 'Thread not found' }), undefined],
  ['thread-private', 'the thread to another user', answer(200, { id: 't-1' }), 'isolation.leak'],
  ['thread-private', '500', answer(500, {}), 'route.error'],
  ['list-private', 'a list without it', answer(200, [{ id: 't-9' }]), undefined],
  ['list-private', 'a list with it', answer(200, [{ id: 't-1' }]), 'isolation.leak'],
  ['agents-root', 'a route that never was', answer(404, { detail: 'Not Found' }), undefined],
] as const)
  test(`${id}: ${what} is ${code ?? 'good'}`, () => {
    expect(judgeStep(exchange, step(id), KEPT)?.code).toBe(code)
  })

test('a thread that goes by a number is found in a list', () => {
  const listed = answer(200, [{ id: 7 }])
  expect(judgeStep(listed, step('thread-listed'), { thread: '7' })).toBeUndefined()
})

test('what an earlier step never kept matches nothing', () => {
  expect(judgeStep(answer(200, { id: '{thread}x' }), step('thread-read'), {})?.code).toBe(
    'data.lost',
  )
})

test.each([
  ['what an earlier step kept', 't-1', '{thread}', 'route.shape'],
  ['another value', 't-2', '{thread}', undefined],
  ['a number', 17, 17, 'route.shape'],
  ['what was never kept', 't-1', '{page}', undefined],
])('an answer that must not have %s', (_, id, start, code) => {
  const never = [{ at: 'id', starts: [start], code: 'route.shape' as const }]
  const found = judgeStep(answer(200, { id }), { ...step('thread-read'), says: [], never }, KEPT)
  expect(found?.code).toBe(code)
})

describe('what a journey leaves behind', () => {
  const created = step('thread-created')
  const { asked } = answer(201)
  const removal = (exchange?: Exchange) =>
    judgeRemoved([{ step: created, created: asked, values: { thread: 't-1' }, exchange }])

  test.for([200, 204, 404, 410])('is gone after %i', (status) => {
    expect(removal(answer(status))).toEqual([])
  })

  test('is named by the request that made it when its answer did not name it', () => {
    expect(removal()).toMatchObject([
      {
        code: 'route.shape',
        asked: `${asked.method} ${asked.url}`,
        subject: 'POST /api/threads',
        got: 'no name that a request could be made of, so it is left behind',
      },
    ])
  })

  test('is named when it could not be removed', () => {
    expect(removal(answer(403, { detail: 'Access denied' }))).toMatchObject([
      {
        // route.error is a 5xx; the right to remove is a matter of the token.
        code: 'route.forbidden',
        subject: 'DELETE /api/threads/{thread}',
        evidence: ['left behind: thread "t-1"'].map(saw),
      },
    ])
    expect(removal(answer(405))).toMatchObject([{ code: 'route.missing' }])
    expect(removal(answer(409, { detail: 'busy' }))).toMatchObject([{ code: 'route.error' }])
    expect(removal(silence('tcp.refused'))).toMatchObject([
      { code: 'tcp.refused', evidence: ['left behind: thread "t-1"'].map(saw) },
    ])
  })
})
