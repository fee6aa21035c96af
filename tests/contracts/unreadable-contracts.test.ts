import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadContract } from '../../contracts/load-contract.ts'
import { UnreadableContract } from '../../contracts/read-data.ts'
import { useFolder } from '../support/folders.ts'

const folder = useFolder('unreadable')

/** The name of a file, what stands in it, and the reason that is given. */
const FILES: readonly (readonly [name: string, text: string, reason: RegExp])[] = [
  [
    'syntax.ts',
    'export const contract = {\n  platform: \n}',
    /^cannot be loaded: .*syntax\.ts:\d+:\d+$/,
  ],
  ['syntax.mjs', 'export const contract = {', /^cannot be loaded: .*syntax\.mjs:\d+:\d+$/],
  ['syntax.json', '{\n  "platform": "Shop",\n}', /^cannot be read: .*line 3 column 1/],
  ['syntax.yaml', 'platform: [Shop\nservices: []', /^cannot be read: .*line 2, column 1/],
  ['two.yaml', 'platform: Shop\n---\nplatform: Web', /^cannot be read: it holds several documents/],
  ['tab.yaml', 'platform: Shop\n\tservices: []', /^cannot be read: .* line 2, column 1$/],
  ['empty.json', '', /^cannot be read: /],
  ['empty.yaml', '', /^exports no "contract" with services$/],
  ['throws.ts', "throw new Error('no such tenant')", /^cannot be loaded: no such tenant$/],
  ['throws-nothing.mjs', 'throw undefined', /^cannot be loaded: undefined$/],
  ['throws-lines.mjs', "throw new Error('one\\u001b[31m\\ntwo')", /^cannot be loaded: one$/],
  [
    'imports.ts',
    "import './nowhere.ts'\nexport const contract = {}",
    /^cannot be loaded: .*nowhere/,
  ],
  [
    'no-export.ts',
    "const contract = { platform: 'Shop' }\nvoid contract",
    /^exports no "contract" with services$/,
  ],
  ['default.mjs', "export default 'Shop'", /^exports no "contract" with services$/],
  ['text.json', '"Shop"', /^exports no "contract" with services$/],
  ['contract.toml', 'platform = "Shop"', /^must end in \.ts, \.mjs, \.json or \.yaml$/],
]

describe('a contract file', () => {
  test.each(FILES)('%s is refused with its reason and no stack', async (name, text, reason) => {
    const file = join(folder.path, name)
    await writeFile(file, text)
    const error = await loadContract(file).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(UnreadableContract)
    expect(error.message).toMatch(reason)
    expect(error.message).not.toMatch(/\n|\bat \S+:\d+:\d+\)/)
  })

  test.each(['nowhere.ts', 'nowhere.json', 'nowhere.yaml'])('%s does not exist', async (name) => {
    await expect(loadContract(join(folder.path, name))).rejects.toThrow('does not exist')
  })

  test('is refused where it is a folder', async () => {
    for (const name of ['folder.json', 'folder.ts']) {
      await mkdir(join(folder.path, name))
      await expect(loadContract(join(folder.path, name))).rejects.toThrow(/^cannot be/)
    }
  })
})
