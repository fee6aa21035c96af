import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { ROOT } from '../docs/pages.ts'
import { leafFieldsOfContract } from './support/leaf-fields.ts'
import type { AskedBy } from './support/promises/asked.ts'
import { OF_JOURNEYS } from './support/promises/of-journeys.ts'
import { OF_SERVICES } from './support/promises/of-services.ts'
import { OF_TOKENS } from './support/promises/of-tokens.ts'

/**
 * Every field of a contract, and what turns red if a deployment breaks that promise. A new field needs a row: a fault of
 * the reference deployment, a test that breaks it, or the reason why it promises nothing.
 */
const ASKED: AskedBy = { ...OF_SERVICES, ...OF_TOKENS, ...OF_JOURNEYS }

/** The checks that each fault turns red, as the catalogue of faults recorded them. */
const RED = redByFault(
  readFileSync(join(ROOT, 'tests/faults/__snapshots__/catalogue.test.ts.snap'), 'utf8'),
)

test('every field of the contract has a row, and every row is a field', () => {
  expect(Object.keys(ASKED).sort()).toEqual([...leafFieldsOfContract()].sort())
})

describe('breaking', () => {
  test.each(Object.entries(ASKED))('%s is seen, or it promises nothing', (_, asked) => {
    if (asked.by === 'none') return expect(asked.reason).not.toBe('')
    if (asked.by === 'test')
      return expect(readFileSync(join(ROOT, asked.file), 'utf8')).toContain(asked.title)
    const known = faults.find(({ name }) => name === asked.fault)
    const red = [...(RED.get(asked.fault) ?? []), ...(known?.finds.map(({ code }) => code) ?? [])]
    expect(red, `what ${asked.fault} turns red`).toContain(asked.red)
  })
})

test('the recorded checks are those of the faults that exist', () => {
  expect([...RED.keys()].sort()).toEqual(faults.map(({ name }) => name).sort())
})

/** Ids of checks by the name of a fault. */
function redByFault(snapshot: string): ReadonlyMap<string, readonly string[]> {
  const records = snapshot.matchAll(/> '([^']+)' is named, .*?"red": \[(.*?)\],\n/gs)
  return new Map(
    [...records].map(([, name = '', red = '']) => [
      name,
      [...red.matchAll(/"(\S+): \S+"/g)].map(([, id = '']) => id),
    ]),
  )
}
