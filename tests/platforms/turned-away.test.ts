import { expect, test } from 'vitest'
import { useFolder } from '../support/folders.ts'
import { type Break, runOnSmallApi, type Said } from './small-api.ts'

const folder = useFolder('turned-away')

/** A limit on refused requests of one sender: of the app itself, or of a firewall in front of it. */
function afterRefusals(most: number, said: Said): Break {
  return ({ refused }) => (refused >= most ? said : undefined)
}

test.for<readonly [string, Said, string]>([
  ['with 403', { status: 403, json: { error: 'forbidden' } }, 'trust.token-rejected (api)'],
  ['with its usual refusal', { status: 401, json: {} }, 'trust.token-rejected (api)'],
  ['with 404', { status: 404, json: {} }, 'trust.token-rejected (api)'],
  ['as the edge that it is', { status: 403, json: { message: 'Forbidden' } }, ''],
  ['with 429', { status: 429, json: {} }, 'service.throttled (api)'],
  ['by cutting its connections', 'cut', 'http.reset (api)'],
])('after many wrong tokens their sender is turned away %s: hold', async ([, said, cause]) => {
  const { causes, decision, firstLine } = await runOnSmallApi(folder.path, () =>
    afterRefusals(6, said),
  )
  expect(causes).toEqual(cause === '' ? [expect.stringMatching(/edge\.refused|trust/)] : [cause])
  expect(firstLine).toMatch(/turn away|too many requests/)
  expect(decision).toBe('hold')
})

test('no more wrong tokens are sent to a service that turns the run away', async () => {
  const healthy = await runOnSmallApi(folder.path)
  const limited = await runOnSmallApi(folder.path, () => afterRefusals(6, { status: 429 }))
  expect(limited.requests).toBeLessThan(healthy.requests)
})

test('a route that was refused before the wrong tokens is no matter of their sender: roll back', async () => {
  const limit = afterRefusals(6, { status: 403, json: { error: 'forbidden' } })
  const { causes, decision } = await runOnSmallApi(
    folder.path,
    () => (asked) =>
      asked.path === '/orders' && asked.isGood
        ? { status: 500, json: { message: 'boom' } }
        : limit(asked),
  )
  expect(causes).toContain('route.error (api)')
  expect(decision).toBe('rollback')
})
