import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { contractSchema } from '../../contracts/schema/contract.ts'
import { SHOP } from '../contracts/support/shop.ts'
import { partsOfContract } from './contract-fields.ts'
import { contractPage, exampleOfField } from './contract-page.ts'
import { ROOT } from './pages.ts'
import { withMeanings } from './schema-with-meanings.ts'

test('docs/contract.md is what the schema says', async () => {
  await expect(contractPage()).toMatchFileSnapshot(join(ROOT, 'docs/contract.md'))
})

test('docs/contract.schema.json is the JSON Schema of a contract as it is written', async () => {
  const schema = z.toJSONSchema(contractSchema, { io: 'input', unrepresentable: 'any' })
  const described = withMeanings(JSON.parse(JSON.stringify(schema)))
  const text = `${JSON.stringify({ title: 'A contract of post-deploy-smoke', ...described }, null, 1)}\n`
  await expect(text).toMatchFileSnapshot(join(ROOT, 'docs/contract.schema.json'))
})

test('every part of a contract and every field says what it is', () => {
  const silent = partsOfContract().flatMap(({ name, forms }) =>
    forms.flat().flatMap((field) => (field.meaning === '' ? [`${name}.${field.name}`] : [])),
  )
  expect(silent).toEqual([])
  expect(
    partsOfContract()
      .filter(({ meaning }) => meaning === '')
      .map(({ name }) => name),
  ).toEqual([])
})

test('every example of the page can stand in its field', () => {
  const wrong = partsOfContract().flatMap((part) =>
    part.forms.flat().flatMap((field) => {
      const example = exampleOfField(field, part.name)
      const [, name = '', written = ''] = /^('?[\w$-]+'?): (.*)$/s.exec(example) ?? []
      const value: unknown = name === '' ? undefined : runInNewContext(`(${written})`, { z })
      const fits = name === field.name.split('.').at(-1) && field.schema.safeParse(value).success
      return fits ? [] : [`${part.name}.${field.name}: ${example}`]
    }),
  )
  expect(wrong).toEqual([])
})

test('the JSON Schema takes a contract, and refuses a misspelt field', async () => {
  const validate = new Ajv2020({ strict: false }).compile(
    z.toJSONSchema(contractSchema, { io: 'input', unrepresentable: 'any' }),
  )
  expect(validate(SHOP)).toBe(true)
  expect(validate({ ...SHOP, pagse: [] })).toBe(false)
})
