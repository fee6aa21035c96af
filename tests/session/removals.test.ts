import { expect, test } from 'vitest'
import { createRemovals } from '../../helpers/session/removals.ts'
import type { Session } from '../../helpers/session/session.ts'
import { SHOP } from '../contracts/support/shop.ts'
import { answer } from '../diagnosis/support/facts.ts'
import { contractOf } from '../support/contracts.ts'

const ARCHIVE = { service: 'api', method: 'POST', path: '/orders/{order}/archive' } as const
const DELETE = { service: 'api', method: 'DELETE', path: '/orders/{order}' } as const

const taken = SHOP.journeys[0]?.steps[0]
if (taken === undefined) throw new Error('the shop has no journey')

/** The step of the shop that takes an order, which two requests remove. */
const step = contractOf({
  ...SHOP,
  journeys: [{ name: 'order', steps: [{ ...taken, undo: [ARCHIVE, DELETE] }] }],
}).journeys[0]?.steps[0]
if (step?.kind !== 'request') throw new Error('the shop has no such step')

const created = answer(201).asked

/** Removals whose requests are noted, and answered with 404 where `missing` is in the path. */
function removals(missing?: string) {
  const asked: string[] = []
  const once = new Map<string, unknown>()
  const session: Pick<Session, 'ask' | 'once'> = {
    ask: async ({ method, path }, { values } = {}) => {
      const order = String(values?.order)
      asked.push(`${method} ${path.replace('{order}', order)}`)
      return answer(missing !== undefined && path.includes(missing) ? 404 : 204)
    },
    once: <T>(key: string, work: () => T): T => {
      if (!once.has(key)) once.set(key, work())
      return once.get(key) as T
    },
  }
  return { asked, ...createRemovals(session as Session) }
}

test('several requests remove what a step created in their order, the newest first, and each once', async () => {
  const { asked, add, removeAll } = removals()
  for (const order of ['1', '2']) add({ step, created, values: { order }, token: undefined })
  const facts = await removeAll()
  await removeAll()
  expect(asked).toEqual([
    'POST /orders/2/archive',
    'DELETE /orders/2',
    'POST /orders/1/archive',
    'DELETE /orders/1',
  ])
  expect(facts).toHaveLength(4)
})

test('the next request is sent also where one failed, and the failed one is a fact', async () => {
  const { asked, add, removeAll } = removals('archive')
  add({ step, created, values: { order: '1' }, token: undefined })
  const facts = await removeAll()
  expect(asked).toEqual(['POST /orders/1/archive', 'DELETE /orders/1'])
  expect(
    facts.map(({ exchange }) => (exchange?.kind === 'answer' ? exchange.status : 'none')),
  ).toEqual([404, 204])
})

test('what was created without a name is a fact that no request belongs to', async () => {
  const { asked, add, removeAll } = removals()
  add({ step, created, values: {}, token: undefined })
  expect(await removeAll()).toEqual([{ step, created, values: {} }])
  expect(asked).toEqual([])
})
