import { expect, test } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { contractHeaders } from '../../helpers/session/resolve-contract.ts'
import { SHOP } from '../contracts/support/shop.ts'
import { contractOf } from '../support/contracts.ts'

const target = {
  kind: 'staging',
  secrets: { API_KEY: new Secret('quiet-lantern') },
  texts: { TENANT: 'smoke' },
  urls: {
    API_URL: 'https://api.example.com/v1',
    WEB_URL: 'https://shop.example.com',
    CHAT_URL: 'wss://chat.example.com',
  },
} as const

test('every host of the platform gets the headers of the contract and of its services, and no other host any', () => {
  const contract = contractOf({
    ...SHOP,
    headers: { 'X-Tenant': '{TENANT}', 'x-run': '{run}' },
    services: SHOP.services.map((service) =>
      service.name === 'api'
        ? { ...service, headers: { 'x-key': 'k {API_KEY}', 'x-run': 'own' } }
        : service,
    ),
  })
  const byHost = contractHeaders(contract, target, 'r1')
  const headers = (url: URL) => byHost.get(url.host) ?? {}
  const api = { 'x-tenant': 'smoke', 'x-key': 'k quiet-lantern', 'x-run': 'own' }
  expect(headers(new URL('https://api.example.com/v1/orders'))).toEqual(api)
  expect(headers(new URL('wss://chat.example.com/ws'))).toEqual(api)
  expect(headers(new URL('https://shop.example.com'))).toEqual({
    'x-tenant': 'smoke',
    'x-run': 'r1',
  })
  expect(headers(new URL('https://cdn.example.com/a.js'))).toEqual({})
})

test('EXTRA_HEADERS of the environment come over those of the contract', () => {
  const secrets = { EXTRA_HEADERS: new Secret('x-tenant: other') }
  const contract = contractOf({ ...SHOP, headers: { 'x-tenant': 'smoke' } })
  const headers = contractHeaders(contract, { ...target, secrets }, 'r1')
  expect(headers.get('shop.example.com')).toEqual({ 'x-tenant': 'other' })
})
