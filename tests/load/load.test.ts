import { mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { bundle } from '../../load/bundle.mjs'
import { load } from '../../load/load.mjs'
import { run } from '../command/run-command.ts'
import { useFolder } from '../support/folders.ts'

/** Code is kept at the end of runs that lasted longer than this. */
const LONG_ENOUGH_MS = 250

const folder = useFolder('load')

async function write(name: string, text: string): Promise<string> {
  const file = join(folder.path, name)
  await writeFile(file, text)
  return file
}

/** Files that hold kept code of a bundle. */
async function keptCode(file: string): Promise<readonly string[]> {
  const { file: bundled } = await bundle(file)
  const dir = join(bundled, '..')
  const names = await readdir(dir)
  return names
    .map((name) => join(dir, name))
    .filter((name) => name.startsWith(bundled) && name.endsWith('.code'))
}

describe('loading a TypeScript file', () => {
  test('gives what it exports, with all that it imports, now or later', async () => {
    await write('beside.ts', `export const beside: string = 'beside'`)
    await write('later.ts', `export const later = 'later'`)
    const file = await write(
      'main.ts',
      `import { sep } from 'node:path'
       import fs, { constants } from 'node:fs'
       import { z } from 'zod'
       import { beside } from './beside.ts'
       const { later } = await import('./later.ts')
       const { test } = await import('vitest/node').then(({ version }) => ({ test: typeof version }))
       export const main = () => [beside, later, test, sep, fs.constants === constants, z.string().parse('z')]
       export const own = import.meta.url
       export default 'default'`,
    )
    const { exports } = await load(file)
    expect(exports.main()).toEqual(['beside', 'later', 'string', '/', true, 'z'])
    expect(exports.own).toBe(pathToFileURL(file).href)
    expect(exports.default).toBe('default')
  })

  test('sees a change of what it imports', async () => {
    const part = await write('part.ts', `export const part = 1`)
    const file = await write('whole.ts', `export { part } from './part.ts'`)
    expect((await load(file)).exports.part).toBe(1)
    await writeFile(part, 'export const part = 2')
    await utimes(part, 1, 1)
    expect((await load(file)).exports.part).toBe(2)
  })

  test('follows a folder that comes to mean another one', async () => {
    for (const release of ['1', '2']) {
      await mkdir(join(folder.path, release))
      await write(`${release}/main.ts`, `export const release = ${release}`)
    }
    const current = join(folder.path, 'current')
    await symlink(join(folder.path, '1'), current)
    expect((await load(join(current, 'main.ts'))).exports.release).toBe(1)
    await rm(current)
    await symlink(join(folder.path, '2'), current)
    expect((await load(join(current, 'main.ts'))).exports.release).toBe(2)
  })

  test('finds packages that lie beside the file, and not in the project', async () => {
    await mkdir(join(folder.path, 'node_modules/beside-the-contract'), { recursive: true })
    await write(
      'node_modules/beside-the-contract/package.json',
      '{"name":"beside-the-contract","type":"module","exports":"./index.js"}',
    )
    await write('node_modules/beside-the-contract/index.js', `export const what = 'beside'`)
    const file = await write('packaged.ts', `export { what } from 'beside-the-contract'`)
    expect((await load(file)).exports.what).toBe('beside')
  })

  test.each([
    ['that is no TypeScript', 'export const = 1', /const|Expected|Unexpected/],
    ['that throws', `throw new Error('not today')`, /not today/],
    ['that imports what is not there', `import './nowhere.ts'`, /nowhere/],
  ])('says what is wrong with a file %s', async (name, text, reason) => {
    const file = await write(`${name.replaceAll(' ', '-')}.ts`, text)
    await expect(load(file)).rejects.toThrow(reason)
  })
})

describe('compiled code', () => {
  /** What `node run.mjs FILE` printed, in a process of its own, and the code it kept. */
  async function runOnce(file: string) {
    const { stdout, stderr, exitCode } = await run([file])
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
    return { stdout, kept: await keptCode(file) }
  }

  const lasting = (ms: number, text: string) => `import { setTimeout } from 'node:timers/promises'
    export async function main(): Promise<number> {
      await setTimeout(${ms})
      process.stdout.write('${text}')
      return 0
    }`

  test('is kept at the end of a run, and not of one that hardly did anything', async () => {
    const short = await write('short.ts', lasting(0, 'short'))
    expect(await runOnce(short)).toEqual({ stdout: 'short', kept: [] })
    const long = await write('long.ts', lasting(LONG_ENOUGH_MS, 'long'))
    const { stdout, kept } = await runOnce(long)
    expect(stdout).toBe('long')
    expect(kept).toEqual([expect.stringContaining(`.${process.version}-${process.arch}.code`)])
    const before = await readFile(kept[0] ?? '')
    expect(await runOnce(long)).toEqual({ stdout, kept })
    expect(await readFile(kept[0] ?? '')).toEqual(before)
  })

  test.each<[string, (code: Buffer) => Buffer]>([
    ['something else', () => Buffer.from('not compiled code')],
    ['empty', () => Buffer.alloc(0)],
    ['cut off', (code) => code.subarray(0, code.length / 2)],
    ['damaged', (code) => code.map((byte, index) => (index > 200 ? byte ^ 0xff : byte)) as Buffer],
  ])('that is %s is made anew', async (name, spoil) => {
    const file = await write(`${name}.ts`, lasting(LONG_ENOUGH_MS, 'well'))
    const [code = ''] = (await runOnce(file)).kept
    const before = await readFile(code)
    await writeFile(code, spoil(before))
    expect(await runOnce(file)).toEqual({ stdout: 'well', kept: [code] })
    expect((await readFile(code)).length).toBeGreaterThan(before.length / 2)
    expect(await runOnce(file)).toEqual({ stdout: 'well', kept: [code] })
  })
})
