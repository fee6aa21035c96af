import { describe, expect, test } from 'vitest'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import { gateOf, tokenGateOf } from '../../helpers/diagnosis/judges/health/token-gate.ts'
import type { Answer } from '../../helpers/http/exchange.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { judged } from './support/acceptance.ts'
import { answer, page } from './support/facts.ts'
import { JSON_APPS, OF_APPS } from './support/own-pages/apps.ts'

const aws = (type: string, json: unknown, status = 403) =>
  answer(status, json, { 'x-amzn-errortype': type })
const fault = (faultstring: string, errorcode: string) =>
  answer(401, { fault: { faultstring, detail: { errorcode } } })

/** Refusals of a token by a gateway, as its documentation or its source has them. */
const REFUSALS: readonly (readonly [string, Answer])[] = [
  ['AWS API Gateway', aws('UnauthorizedException', { message: 'Unauthorized' }, 401)],
  [
    'AWS API Gateway',
    aws('AccessDeniedException', { Message: 'User is not authorized to access this resource' }),
  ],
  ['AWS API Gateway', answer(401, { message: 'Unauthorized' }, { 'apigw-requestid': 'a=' })],
  ['Istio', page(401, 'Jwt is expired', { server: 'istio-envoy' })],
  ['Istio', page(403, 'Audiences in Jwt are not allowed', { server: 'istio-envoy' })],
  ['Envoy', page(401, 'Jwt verification fails', { server: 'envoy' })],
  ['Envoy', page(401, "Jwks doesn't have key to match kid or alg from Jwt")],
  ['Google API Gateway', answer(403, { code: 403, message: 'Audiences in Jwt are not allowed' })],
  ['Azure API Management', page(401, '{ "statusCode": 401, "message": "JWT not present." }')],
  ['Apigee', fault('Invalid access token', 'oauth.v2.InvalidAccessToken')],
  ['Apigee', fault('Invalid token', 'steps.jwt.InvalidToken')],
  [
    'Kong',
    answer(401, { message: "No credentials found for given 'iss'" }, { server: 'kong/3.9.1' }),
  ],
  ['APISIX', answer(401, { message: 'failed to verify jwt' }, { server: 'APISIX/3.9.1' })],
]

describe('a good token that a gateway refuses', () => {
  test.each(REFUSALS)('%s is named, and its settings come first', (name, refusal) => {
    const found = judged({ answers: [refusal] })
    expect(found?.code).toBe('trust.token-rejected')
    expect(found?.summary).toMatch(new RegExp(`^${name} in front of backend refuses `))
    expect(found?.nextSteps?.[0]).toBe(tokenGateOf(refusal)?.step)
    expect(found?.evidence.map(evidenceText).join(' ')).toContain(`marks of an edge (${name})`)
  })

  test('keys that the gateway cannot load are its own fault to reach the issuer', () => {
    const refusal = page(401, 'Jwks remote fetch is failed', { server: 'istio-envoy' })
    expect(judged({ answers: [refusal] })).toMatchObject({
      code: 'trust.auth-unreachable',
      summary: 'Istio in front of backend cannot reach auth to load the keys for its tokens',
    })
  })

  test('an authorizer that fails for every token is that of the gateway', () => {
    const fails = aws('AuthorizerConfigurationException', { message: null }, 500)
    const none = aws('UnauthorizedException', { message: 'Unauthorized' }, 401)
    const found = judged({ answers: [fails], look: { without: none, garbage: fails } })
    expect(found?.code).toBe('trust.token-rejected')
    expect(found?.summary).toMatch(/^AWS API Gateway in front of backend answers 500 /)
    expect(found?.nextSteps).toEqual([expect.stringContaining('lambda:InvokeFunction')])
  })
})

test.each([
  ['kubectl get authorizationpolicy', page(403, 'RBAC: access denied', { server: 'istio-envoy' })],
  ['usage plan', aws('ForbiddenException', { message: 'Forbidden' })],
  [
    'Ocp-Apim-Subscription-Key',
    page(
      401,
      '{"statusCode":401,"message":"Access denied due to missing subscription key. Make sure"}',
    ),
  ],
  ['CF-Access-Client-Id', page(403, '<title>Error ・ Cloudflare Access</title>')],
])('a rule of a gateway says where to look: %s', (words, refusal) => {
  expect(tokenGateOf(refusal)).toBeUndefined()
  expect(judgeAnswered(refusal, 'api', 'it answers')).toMatchObject({
    code: 'edge.refused',
    nextSteps: [expect.stringContaining(words)],
  })
})

test.each([...OF_APPS, ...JSON_APPS])('$what, $status, is no gateway', (own) => {
  const { status, body = '', json, headers } = own
  expect(gateOf(json === undefined ? page(status, body, headers) : answer(status, json))).toBe(
    undefined,
  )
})

test.each([
  ['NestJS', answer(401, { message: 'Unauthorized', statusCode: 401 })],
  [
    'an app behind API Gateway',
    answer(401, { message: 'No such user' }, { 'apigw-requestid': 'a=' }),
  ],
  ['jsonwebtoken', page(401, 'jwt expired')],
])('the words of %s are its own', (_, refusal) => {
  expect(gateOf(refusal)).toBeUndefined()
})
