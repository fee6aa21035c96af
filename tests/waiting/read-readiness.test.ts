import { describe, expect, test } from 'vitest'
import { readReadiness } from '../../command/wait/readiness.ts'
import type { HealthPromise } from '../../contracts/schema/health.ts'
import { answer, silence } from '../diagnosis/support/facts.ts'
import { backend, contractOf, netra } from '../support/contracts.ts'

describe('a 2xx that says "not ready"', () => {
  const { health: [health] = [] } = backend
  if (health?.body === undefined) throw new Error('the backend promises no health body')
  const { notReady: _, ...body } = health.body
  const stateOf = (json: unknown, promised: HealthPromise) =>
    readReadiness(answer(200, json), promised, backend).state

  test.for(['not_ready', 'NOT_READY'])('is waited for: %s', (status) => {
    expect(stateOf({ status }, health)).toBe('can-heal')
  })

  test('is waited for as well with a contract that says nothing about it', () => {
    const service = { ...backend, health: [{ ...health, body }] }
    const services = netra.services.map((one) => (one.name === service.name ? service : one))
    const read = contractOf({ ...netra, services })
    const promised = read.services.find(({ name }) => name === service.name)?.health[0] ?? health
    expect(promised.body?.notReady).toEqual([{ at: 'status', is: ['not_ready'] }])
    expect(stateOf({ status: 'not_ready' }, promised)).toBe('can-heal')
  })

  test('says so in the words of the contract', () => {
    const notReady = [{ at: 'phase', is: ['warmup'] }]
    const promised = { ...health, body: { ...body, notReady } }
    expect(stateOf({ status: 'down', phase: 'warmup' }, promised)).toBe('can-heal')
    expect(stateOf({ status: 'not_ready' }, promised)).toBe('hopeless')
  })
})

test.for(['own.lag', 'own.cancelled'] as const)('%s is nothing seen of a service', (fault) => {
  expect(readReadiness(silence(fault), undefined, backend)).toEqual({
    state: 'unseen',
    what: 'nothing',
  })
})
