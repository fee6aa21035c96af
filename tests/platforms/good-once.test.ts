import { expect, test } from 'vitest'
import { useFolder } from '../support/folders.ts'
import { type Break, runOnSmallApi, type Said } from './small-api.ts'

const folder = useFolder('good-once')
const CRASH = { status: 500, json: { message: 'boom' } }

type Asked = Parameters<Break>[0]

const readsNote = ({ method, path }: Asked) => method === 'GET' && path.startsWith('/notes/')
const opensOrders = ({ path, isGood }: Asked) => isGood && path === '/orders'

/** Such requests meet the instances in turn; of three, the first is well. */
function inTurn(isMeant: (asked: Asked) => boolean, said: Said, wellThen = 1): () => Break {
  return () => {
    let nth = 0
    return (asked) => (isMeant(asked) && nth++ % 3 >= wellThen ? said : undefined)
  }
}

/** The first of such requests is answered well, and none after it. */
function onlyFirst(isMeant: (asked: Asked) => boolean, said: Said): () => Break {
  return () => {
    let nth = 0
    return (asked) => (isMeant(asked) && nth++ > 0 ? said : undefined)
  }
}

test.for<readonly [string, () => Break, string, RegExp]>([
  [
    'a step that reads, and crashes on two of three instances',
    inTurn(readsNote, CRASH),
    'route.error (api)',
    /^api fails 4 of 6 times at GET \/notes\/\{note\} with route\.error, as when one instance is broken/,
  ],
  [
    'what was stored is on one of three instances',
    inTurn(readsNote, { status: 404 }),
    'data.lost (api)',
    /^api does not have what it stored 4 of 6 times at GET \/notes\/\{note\}, as when each instance has data of its own/,
  ],
  [
    'a step that two of three instances refuse',
    inTurn(readsNote, { status: 403 }),
    'trust.token-rejected (api)',
    /^api refuses good tokens 4 of 6 times at GET \/notes\/\{note\}/,
  ],
  [
    'a protected route that crashes on two of three instances',
    inTurn(opensOrders, CRASH),
    'route.error (api)',
    /^api fails 4 of 6 times at GET \/orders with route\.error, as when one instance is broken/,
  ],
  [
    'a protected route that two of three instances lack',
    inTurn(opensOrders, { status: 404 }),
    'route.missing (api)',
    /^api does not have GET \/orders 4 of 6 times/,
  ],
])('%s is found though the first answer is good', async ([, broken, cause, line]) => {
  const { causes, firstLine, decision } = await runOnSmallApi(folder.path, broken)
  expect(causes).toEqual([cause])
  expect(firstLine).toMatch(line)
  expect(decision).toBe('rollback')
})

test.for<readonly [string, () => Break]>([
  ['that may be read once', onlyFirst(readsNote, { status: 410 })],
  ['whose next request meets a limit', onlyFirst(readsNote, { status: 429 })],
])('a step %s kept its promise', async ([, limited]) => {
  const { causes, decision } = await runOnSmallApi(folder.path, limited)
  expect({ causes, decision }).toEqual({ causes: [], decision: 'promote' })
})

test('a route whose next request meets a limit kept its promise', async () => {
  const { causes } = await runOnSmallApi(folder.path, onlyFirst(opensOrders, { status: 429 }))
  expect(causes).toEqual([])
})

test('one bad instance of three is found where the contract says that there are many', async () => {
  const broken = inTurn(readsNote, CRASH, 2)
  const { causes } = await runOnSmallApi(folder.path, broken, { samples: 8 })
  expect(causes).toEqual(['route.error (api)'])
})

test('one bad instance of three is found where answers name their instances', async () => {
  const broken = inTurn(readsNote, CRASH, 2)
  const { causes } = await runOnSmallApi(folder.path, broken, { instances: 3 })
  expect(causes).toEqual(['route.error (api)'])
})

test('nothing is asked again where the contract says that a single instance stands', async () => {
  const broken = inTurn(readsNote, CRASH)
  const { causes } = await runOnSmallApi(folder.path, broken, { samples: 1 })
  expect(causes).toEqual([])
})
