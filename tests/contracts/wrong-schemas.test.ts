import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { at } from '../../contracts/check/contract-fault.ts'
import { loadContract } from '../../contracts/load-contract.ts'
import { useFolder } from '../support/folders.ts'

const folder = useFolder('wrong-schemas')

/** What a run says of a contract whose health route has this schema. */
async function faultsOf(name: string, schema: unknown): Promise<readonly string[]> {
  const contract = {
    platform: 'Shop',
    variables: [
      { name: 'API_URL', meaning: 'The API.', example: 'https://x.example', kind: 'url' },
    ],
    services: [{ name: 'api', urlVariable: 'API_URL', health: { path: '/health', schema } }],
  }
  const file = join(folder.path, `${name}.json`)
  await writeFile(file, JSON.stringify(contract))
  const read = await loadContract(file)
  return read.kind === 'contract'
    ? []
    : read.faults.map(({ path, message }) => `${at(path)} ${message}`)
}

test.each<[name: string, schema: unknown, said: string]>([
  [
    'type',
    { type: 'text' },
    'must be a JSON Schema: data/type must be equal to one of the allowed values',
  ],
  ['keyword', { requred: ['id'] }, 'must be a JSON Schema: unknown keyword: "requred"'],
  ['format', { format: 'dat' }, 'must be a JSON Schema: unknown format "dat" ignored in schema'],
  [
    'pattern',
    { pattern: '(' },
    'must be a JSON Schema: Invalid regular expression: /(/u: Unterminated group',
  ],
  ['async', { $async: true }, 'must be a JSON Schema: $async is no keyword of JSON Schema'],
  [
    'network',
    { $ref: 'https://schemas.example.com/order.json' },
    'must be a JSON Schema: it refers to https://schemas.example.com/order.json, which it does not hold; nothing is fetched',
  ],
  [
    'draft-04',
    { $schema: 'http://json-schema.org/draft-04/schema#' },
    'must be a JSON Schema: $schema is http://json-schema.org/draft-04/schema; drafts 07 and 2020-12 can be checked',
  ],
  ['number', 7, 'must be a text or an object, is 7'],
  ['missing', './nowhere.json', 'names the file ./nowhere.json, which does not exist'],
  ['ending', './order.txt', 'names the file ./order.txt, which must end in .json or .yaml'],
  ['broken-file', './broken.json', 'names the file ./broken.json, which cannot be read: '],
])('%s is refused before anything is sent', async (name, schema, said) => {
  await writeFile(join(folder.path, 'broken.json'), '{')
  const [fault, ...others] = await faultsOf(name, schema)
  expect(fault).toMatch(/^services\[0\]\.health\.schema /)
  expect(fault).toContain(said)
  expect(others).toEqual([])
})

test('braces in a schema are no placeholders', async () => {
  const schema = { description: 'as {ORDER} says', pattern: '^[a-z]{2,3}$' }
  expect(await faultsOf('braces', schema)).toEqual([])
})
