import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { at } from '../../contracts/check/contract-fault.ts'
import { loadContract } from '../../contracts/load-contract.ts'
import { useFolder } from '../support/folders.ts'

const folder = useFolder('contract')

async function contractFile(name: string, text: string): Promise<string> {
  const file = join(folder.path, name)
  await writeFile(file, text)
  return file
}

/** What the contract of a file has to say of its service, or what is wrong with it, a line each. */
async function read(name: string, text: string): Promise<unknown> {
  const reading = await loadContract(await contractFile(name, text))
  return reading.kind === 'contract'
    ? reading.contract.services
    : reading.faults.map(({ path, message }) => `${at(path)} ${message}`)
}

const SHOP = {
  platform: 'Shop',
  variables: [
    { name: 'SHOP_URL', meaning: 'The shop.', example: 'https://shop.example.com', kind: 'url' },
  ],
  services: [{ name: 'shop', urlVariable: 'SHOP_URL', health: [{ path: '/health' }] }],
}

/** The service of SHOP with what was left out. */
const COMPLETE = {
  name: 'shop',
  urlVariable: 'SHOP_URL',
  dependsOn: [],
  capabilities: [],
  health: [
    {
      id: 'health',
      path: '/health',
      role: 'liveness',
      statuses: [200],
      head: 'not-promised',
      withinMs: 5_000,
    },
  ],
  identity: [],
  revision: [],
  protectedRoutes: [],
}

const YAML = `# The shop
platform: Shop
variables:
  - { name: SHOP_URL, meaning: The shop., example: https://shop.example.com, kind: url }
services:
  - name: shop
    urlVariable: SHOP_URL
    health:
      - path: /health
        statuses: 200
`

describe('a contract file', () => {
  test.each([
    ['code.ts', `const shop: object = ${JSON.stringify(SHOP)}; export const contract = shop`],
    ['code.mjs', `export const contract = ${JSON.stringify(SHOP)}`],
    ['default.mjs', `export default ${JSON.stringify(SHOP)}`],
    ['text.json', JSON.stringify(SHOP)],
    ['with-mark.json', `\uFEFF${JSON.stringify(SHOP)}`],
    ['text.yaml', YAML],
    ['text.yml', YAML],
  ])('is read from %s, and what it leaves out is filled in', async (name, text) => {
    expect(await read(name, text)).toEqual([COMPLETE])
  })

  test('may hold code in the schemas of its variables', async () => {
    const file = await contractFile(
      'schema.mjs',
      `import { z } from 'zod'
       export const contract = {
         ...${JSON.stringify(SHOP)},
         variables: [{ name: 'MAIL', meaning: 'Mail.', example: 'a@example.com', schema: z.email() }, ...${JSON.stringify(SHOP.variables)}],
       }`,
    )
    // The second reading is the one that was kept.
    for (const reading of [await loadContract(file), await loadContract(file)]) {
      const [mail] = reading.kind === 'contract' ? reading.contract.variables : []
      expect(mail?.schema?.safeParse('nobody').success).toBe(false)
      expect(mail?.schema?.safeParse('a@example.com').success).toBe(true)
    }
  })

  test('is read again when it is no longer what it was', async () => {
    const file = await contractFile('mended.json', '')
    const json = async (contract: unknown) => {
      await writeFile(file, JSON.stringify(contract))
      return (await loadContract(file)).kind
    }
    expect(await json({ ...SHOP, services: 'api' })).toBe('faults')
    expect(await json(SHOP)).toBe('contract')
    expect(await json({ ...SHOP, services: 'api' })).toBe('faults')
  })

  test('that holds code elsewhere is refused by the place and by what stands there', async () => {
    const text = `export const contract = { ...${JSON.stringify(SHOP)}, pages: () => [], sockets: new Map() }`
    expect(await read('holds-code.mjs', text)).toEqual([
      'pages must be data, is a function',
      'sockets must be data, is a Map',
    ])
  })
})
