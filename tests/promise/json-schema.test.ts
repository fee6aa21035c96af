import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../../contracts/schema/common.ts'
import { fitsSchema } from '../../helpers/promise/json-schema.ts'

describe('a value', () => {
  test.each<[what: string, value: unknown, schema: JsonSchema, expected: string, got: string]>([
    [
      'of another type',
      { a: 'x' },
      { properties: { a: { type: 'integer' } } },
      '/a must be integer',
      '"x"',
    ],
    [
      'that lacks a field',
      {},
      { required: ['id'] },
      "the answer must have required property 'id'",
      'no "id"',
    ],
    [
      'with a field too many',
      { 'a\u001b[31m': 1 },
      { additionalProperties: false },
      'the answer must NOT have additional properties',
      'the property "a\\u001b[31m"',
    ],
    ['of another list', 'c', { enum: ['a', 'b'] }, 'the answer must be one of ["a","b"]', '"c"'],
    ['other than the one', 1, { const: null }, 'the answer must be null', '1'],
    ['of another format', 'x', { format: 'date' }, 'the answer must match format "date"', '"x"'],
    [
      'at a place with slashes',
      { 'a/b~': [true] },
      { properties: { 'a/b~': { items: { type: 'string' } } } },
      '/a~1b~0/0 must be string',
      'true',
    ],
    ['that is none', undefined, {}, 'JSON that fits its schema', 'no JSON'],
  ])('%s is shown with its place', async (_, value, schema, expected, got) => {
    const fact = await fitsSchema(value, schema)
    expect(fact).toEqual({ kind: 'differs', mismatches: [{ expected, got }], count: 1 })
  })

  test('fits with fields of tools and of OpenAPI in its schema', async () => {
    const schema = { type: ['string', 'null'], example: 'a', 'x-internal': { deep: true } }
    expect(await fitsSchema(null, schema)).toEqual({ kind: 'fits' })
  })

  test('is compared by the draft that the schema names', async () => {
    const items = [{ type: 'string' }]
    const old = { $schema: 'http://json-schema.org/draft-07/schema#', items }
    const $schema = 'https://json-schema.org/draft/2020-12/schema'
    expect((await fitsSchema([1], old)).kind).toBe('differs')
    expect((await fitsSchema([1], { $schema, prefixItems: items })).kind).toBe('differs')
    await expect(fitsSchema([1], { $schema, items })).rejects.toThrow('schema is invalid')
  })

  test('with many mismatches keeps five, and a long one is searched for the first only', async () => {
    const schema = { items: { type: 'string' } }
    const short = await fitsSchema(
      Array.from({ length: 1_000 }, () => 1),
      schema,
    )
    expect(short).toMatchObject({ kind: 'differs', count: 1_000 })
    expect(short.kind === 'differs' && short.mismatches).toHaveLength(5)
    const long = await fitsSchema(
      Array.from({ length: 100_000 }, () => 1),
      schema,
    )
    expect(long).toMatchObject({ kind: 'differs', count: 1 })
  })
})

describe('the time', () => {
  test('of a pattern on a long text is none: the text is too long for it', async () => {
    const fact = await fitsSchema('a'.repeat(100_000), { pattern: 'a*a*a*b' })
    expect(fact).toMatchObject({
      mismatches: [
        { expected: 'the answer must match pattern "a*a*a*b", in at most 10000 characters' },
      ],
    })
  })

  test.each<[what: string, value: unknown, schema: JsonSchema]>([
    ['a pattern that tries every way', `${'a'.repeat(60)}!`, { pattern: '^(a+)+$' }],
    ['unique items', Array.from({ length: 60_000 }, (_, i) => ({ i })), { uniqueItems: true }],
  ])('of %s ends', async (_, value, schema) => {
    expect(await fitsSchema(value, schema, 100)).toEqual({ kind: 'stopped', afterMs: 100 })
  })
})
