import { expect, test } from 'vitest'
import { errorIn, reasonSaid } from '../../helpers/diagnosis/judges/describe-exchange.ts'
import { answer } from './support/facts.ts'

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' }

test.for<readonly [body: unknown, said: string | undefined]>([
  [{ message: 'no', error: 'x' }, '"no"'],
  [{ error: 'invalid_grant', error_description: 'gone' }, '"invalid_grant: gone"'],
  [{ errors: [{ status: '401', title: 'Unauthorized', detail: 'expired' }] }, '"expired"'],
  [{ errors: [{ title: 'Unauthorized' }] }, '"Unauthorized"'],
  [
    { fault: { faultstring: 'Invalid Access Token', detail: { errorcode: 'x' } } },
    '"Invalid Access Token"',
  ],
  [{ Message: 'User is not authorized' }, '"User is not authorized"'],
  [{ code: 403, msg: 'invalid JWT' }, '"invalid JWT"'],
  [{ detail: [{ loc: ['query'], msg: 'field required' }] }, '"field required"'],
  [{ title: 'Bad', errors: { name: ['is too short'] } }, '"Bad"'],
  [{ ok: false }, undefined],
  ['"Cannot find user"', '"Cannot find user"'],
  ['"Forbidden"', undefined],
])('the reason in %j', ([body, said]) => {
  expect(reasonSaid(answer(403, body))).toBe(said)
})

test.for<readonly [status: number, text: string, said: string | undefined]>([
  [403, 'RBAC: access denied', '"RBAC: access denied"'],
  [401, 'Signature verification failed\n', '"Signature verification failed"'],
  [401, 'Unauthorized', undefined],
  [404, '404 page not found', undefined],
  [500, 'one\ntwo', undefined],
  [500, 'x'.repeat(121), undefined],
  [200, 'all is well', undefined],
])('the reason of %i in plain text: %j', ([status, text, said]) => {
  expect(reasonSaid(answer(status, text, PLAIN))).toBe(said)
})

test('what a good answer says of itself is no error', () => {
  expect(errorIn({ message: 'hello', title: 'a note', detail: 'x' })).toBeUndefined()
  expect(errorIn({ error: { code: -32601, message: 'Method not found' } })).toBe(
    '"Method not found"',
  )
})
