import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadContract } from '../../contracts/load-contract.ts'
import { useFolder } from '../support/folders.ts'

const folder = useFolder('contract')

async function contractFile(name: string, text: string): Promise<string> {
  const file = join(folder.path, name)
  await writeFile(file, text)
  return file
}

test('a contract may hold code in the schemas of its variables', async () => {
  const file = await contractFile(
    'schema.mjs',
    `import { z } from 'zod'
     export const contract = { services: [{ name: 'shop' }], variables: [{ name: 'MAIL', schema: z.email() }] }`,
  )
  expect((await loadContract(file)).services).toEqual([{ name: 'shop' }])
})

test('a contract that holds code elsewhere is refused by its name and by what it holds', async () => {
  const file = await contractFile(
    'code.mjs',
    `export const contract = { services: [{ name: 'shop', health: () => [] }], variables: [] }`,
  )
  await expect(loadContract(file)).rejects.toThrow(
    `must hold data only (${file}): () => [] could not be cloned.`,
  )
})
