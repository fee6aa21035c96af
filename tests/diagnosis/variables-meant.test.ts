import { expect, test } from 'vitest'
import { variablesMeant } from '../../helpers/diagnosis/judges/token/variables-meant.ts'

const LOGIN = { service: 'auth', method: 'POST', path: '/token' } as const
const NEEDS = ['CLIENT_ID', 'CLIENT_SECRET', 'USER_NAME', 'PASSWORD']
const USER = { username: '{USER_NAME}', password: '{PASSWORD}' }
const IN_FORM = { client_id: '{CLIENT_ID}', client_secret: '{CLIENT_SECRET}', ...USER }
const BASIC = { user: '{CLIENT_ID}', password: '{CLIENT_SECRET}', encoding: 'raw' } as const

test.each([
  ['a form', { ...LOGIN, headers: {}, form: IN_FORM }],
  ['Basic', { ...LOGIN, headers: {}, basic: BASIC, form: USER }],
  ['JSON', { ...LOGIN, headers: {}, json: IN_FORM }],
])('the client of %s is apart from its user', (_, request) => {
  expect(variablesMeant('{"error":"invalid_client"}', NEEDS, request)).toEqual(NEEDS.slice(0, 2))
  expect(variablesMeant('{"error":"invalid_grant"}', NEEDS, request)).toEqual(NEEDS.slice(2))
  expect(variablesMeant('Unauthorized', NEEDS, request)).toEqual(NEEDS)
})

test('where only one is in the login, it is meant', () => {
  const request = { ...LOGIN, headers: {}, form: USER }
  const needs = NEEDS.slice(2)
  expect(variablesMeant('{"error":"invalid_client"}', needs, request)).toEqual(needs)
})
