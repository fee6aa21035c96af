import { expect, test } from 'vitest'
import { useFolder } from '../support/folders.ts'
import { type Break, runOnShop } from './whole-shop.ts'

const folder = useFolder('carried-headers')
const CARRIES = { headers: { 'X-Service-Key': '{SERVICE_KEY}' } }
const STEP =
  /^Every request to api also carries X-Service-Key, with SERVICE_KEY of this run: compare that value by its SHA-256/

/** What refuses each request but that for health. */
const refusing =
  (error: string): Break =>
  ({ path }) =>
    path === '/health' ? undefined : { status: 401, body: JSON.stringify({ error }) }

test('a header of the calling service that is right: nothing is found', async () => {
  const asked: unknown[] = []
  const listen: Break = ({ path, headers }) => {
    if (path === '/me') asked.push(headers['x-service-key'])
    return undefined
  }
  expect((await runOnShop(folder.path, listen, CARRIES)).causes).toEqual([])
  expect(new Set(asked)).toEqual(new Set(['the-key-of-the-service-that-calls']))
})

test('a refusal that names it begins with it', async () => {
  const { steps } = await runOnShop(folder.path, refusing('wrong service key'), CARRIES)
  expect(steps[0]).toMatch(STEP)
})

test('a refusal that says nothing of it has a step for it, after that of its own reason', async () => {
  const atRoutes: Break = ({ path, token }) =>
    ['/me', '/orders'].includes(path) && token === 'good'
      ? { status: 401, body: '{"error":"invalid signature"}' }
      : undefined
  const { causes, steps } = await runOnShop(folder.path, atRoutes, CARRIES)
  expect(causes[0]).toBe('trust.token-rejected (api)')
  expect(steps[0]).not.toMatch(STEP)
  expect(steps.some((step) => STEP.test(step))).toBe(true)
})

test('a contract without such a header has no step for one', async () => {
  const { steps } = await runOnShop(folder.path, refusing('wrong service key'))
  expect(steps.some((step) => STEP.test(step))).toBe(false)
})
