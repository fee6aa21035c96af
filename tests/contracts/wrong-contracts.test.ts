import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../../contracts/check/contract-fault.ts'
import { readContract } from '../../contracts/check/read-contract.ts'
import { BATTERY_IDS } from '../../contracts/schema/battery-ids.ts'
import { CLAIM_BATTERY } from '../../helpers/tokens/claim-battery.ts'
import { FORMAT_BATTERY, OPAQUE_BATTERY } from '../../helpers/tokens/format-battery.ts'
import { SIGNATURE_BATTERY } from '../../helpers/tokens/signature-battery.ts'
import { runs } from '../stages.ts'
import type { Mistake } from './support/mistakes/mistake.ts'
import { OF_FIELDS } from './support/mistakes/of-fields.ts'
import { OF_NAMES } from './support/mistakes/of-names.ts'
import { OF_OTHER_TOOLS } from './support/mistakes/of-other-tools.ts'
import { OF_VALUES } from './support/mistakes/of-values.ts'
import { OF_WHAT_BELONGS_TOGETHER } from './support/mistakes/of-what-belongs-together.ts'
import { SHOP } from './support/shop.ts'

/** What people do to a contract. */
const MISTAKES: readonly Mistake[] = [
  ...OF_VALUES,
  ...OF_OTHER_TOOLS,
  ...OF_FIELDS,
  ...OF_NAMES,
  ...OF_WHAT_BELONGS_TOGETHER,
]

/** SHOP with another value at a place: `services.0.health`. */
function withAt(path: string, value: unknown): unknown {
  const shop: unknown = structuredClone(SHOP)
  const keys = path.split('.')
  const around = keys
    .slice(0, -1)
    .reduce((inner, key) => (inner as Record<string, unknown>)[key], shop)
  Object.assign(around as object, { [keys.at(-1) ?? '']: value })
  return shop
}

/** Every fault of a contract, a line each, with what works. */
function faultsOf(contract: unknown): readonly string[] {
  const read = readContract(contract)
  return read.kind === 'contract'
    ? []
    : read.faults.map(({ path, message, example }) => `${at(path)} ${message} | ${example}`)
}

describe('a contract', () => {
  test('without a mistake has none', () => {
    expect(faultsOf(SHOP)).toEqual([])
  })

  test.each(MISTAKES)('with $what, at $path', ({ path, value, said }) => {
    expect(faultsOf(withAt(path, value))).toEqual(said)
  })

  test('may leave out the wrong tokens that the battery makes, and no others', () => {
    const made = [...SIGNATURE_BATTERY, ...CLAIM_BATTERY, ...OPAQUE_BATTERY, ...FORMAT_BATTERY]
    expect([...BATTERY_IDS].sort()).toEqual(made.map(({ id }) => id).sort())
  })

  test('with several mistakes names them all at once', () => {
    const both = { ...SHOP, pages: [{ service: 'wbe' }], colour: 'blue', journeys: 'none' }
    expect(faultsOf(both).map((fault) => fault.split(' ')[0])).toEqual([
      'journeys',
      'colour',
      'pages[0].service',
    ])
  })

  test('that refers to itself, or is made of code, is refused like any other', () => {
    const circle: Record<string, unknown> = { ...SHOP }
    circle.journeys = [circle]
    const getter = Object.defineProperty({ ...SHOP }, 'pages', {
      enumerable: true,
      get: () => {
        throw new Error('not today')
      },
    })
    expect(faultsOf(circle)[0]).toContain('goes deeper than 64 levels; does it refer to itself?')
    expect(faultsOf(getter)[0]).toContain('cannot be read: not today')
    expect(faultsOf({ ...SHOP, platform: Symbol('shop') })[0]).toContain(
      'must be data, is a symbol',
    )
    expect(faultsOf({ ...SHOP, pages: [1n, Number.NaN] }).length).toBe(2)
  })
})

describe('whatever a file exports', () => {
  const places = MISTAKES.map(({ path }) => path)
  const anything = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
    fc.jsonValue(),
    fc.constantFrom(
      '{run}',
      '{__proto__}',
      '{constructor}',
      '__proto__',
      'constructor',
      'toString',
    ),
  )

  test('is a contract or is refused in words, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), anything, anything, (path, value, whole) => {
        for (const faults of [faultsOf(withAt(path, value)), faultsOf(whole)])
          for (const fault of faults)
            if (
              /\bat .*:\d+:\d+|\bZod|Invalid input|undefined|\[object/.test(
                fault.split(' | ')[0] ?? '',
              )
            )
              throw new Error(fault)
      }),
      runs(400),
    )
  })

  test('is refused where it has keys of its own that objects have anyway', () => {
    const keys = fc.dictionary(
      fc.constantFrom('__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'a'),
      anything,
      { noNullPrototype: false },
    )
    fc.assert(
      fc.property(fc.constantFrom(...places), keys, (path, value) => {
        faultsOf(withAt(path, value))
      }),
      runs(150),
    )
  })
})
