import { mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { bundle } from '../../load/bundle.mjs'
import { keep, load } from '../../load/load.mjs'
import { cache } from '../../load/sources.mjs'
import manifest from '../../package.json' with { type: 'json' }
import { run, runNode } from '../command/run-command.ts'
import { useFolder } from '../support/folders.ts'

const folder = useFolder('load')

async function write(name: string, text: string): Promise<string> {
  const file = join(folder.path, name)
  await writeFile(file, text)
  return file
}

test('installing the packages makes the bundle of the command', async () => {
  const root = new URL('../..', import.meta.url).pathname
  expect(manifest.scripts.dependencies).toBe('node load/prepare.mjs')
  const startedMs = Date.now()
  expect(await runNode(['load/prepare.mjs'], { cwd: root })).toMatchObject({
    exitCode: 0,
    stdout: '',
    stderr: '',
  })
  // The kept one is marked as used, and needs not be made again.
  const module = await bundle(join(root, 'smoke.ts'))
  expect(dirname(dirname(module))).toBe(cache)
  expect((await stat(dirname(module))).mtimeMs).toBeGreaterThanOrEqual(startedMs - 1)
})

test('a kept bundle that cannot be marked as used is used all the same, as that of another user', async () => {
  const file = await write('marked.ts', 'export const marked = 1')
  // A source that was saved just now may have been read before or after.
  await utimes(file, 1, 1)
  const module = await bundle(file)
  const manifests = (await readdir(cache)).filter((name) => name.includes('marked-ts'))
  const manifest = join(cache, manifests.find((name) => name.endsWith('.bundle.json')) ?? '')
  const kept = JSON.parse(await readFile(manifest, 'utf8'))
  await writeFile(manifest, JSON.stringify({ ...kept, folder: join(cache, 'nowhere') }))
  const before = await stat(module)
  expect(await bundle(file)).toBe(module)
  // Writing it again would give it another time.
  expect((await stat(module)).mtimeMs).toBe(before.mtimeMs)
})

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
    const exports = await load(file)
    expect(exports.main()).toEqual(['beside', 'later', 'string', '/', true, 'z'])
    expect(exports.own).toBe(pathToFileURL(file).href)
    expect(exports.default).toBe('default')
  })

  test('sees a change of what it imports', async () => {
    const part = await write('part.ts', `export const part = 1`)
    const file = await write('whole.ts', `export { part } from './part.ts'`)
    expect((await load(file)).part).toBe(1)
    await writeFile(part, 'export const part = 2')
    await utimes(part, 1, 1)
    expect((await load(file)).part).toBe(2)
  })

  test('follows a folder that comes to mean another one', async () => {
    for (const release of ['1', '2']) {
      await mkdir(join(folder.path, release))
      await write(`${release}/main.ts`, `export const release = ${release}`)
    }
    const current = join(folder.path, 'current')
    await symlink(join(folder.path, '1'), current)
    expect((await load(join(current, 'main.ts'))).release).toBe(1)
    await rm(current)
    await symlink(join(folder.path, '2'), current)
    expect((await load(join(current, 'main.ts'))).release).toBe(2)
  })

  test('finds packages that lie beside the file, and not in the project', async () => {
    await mkdir(join(folder.path, 'node_modules/beside-the-contract'), { recursive: true })
    await write(
      'node_modules/beside-the-contract/package.json',
      '{"name":"beside-the-contract","type":"module","exports":"./index.js"}',
    )
    await write('node_modules/beside-the-contract/index.js', `export const what = 'beside'`)
    const file = await write('packaged.ts', `export { what } from 'beside-the-contract'`)
    expect((await load(file)).what).toBe('beside')
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

describe('a bundle', () => {
  test('is kept as it is while no source changes', async () => {
    const file = await write('kept.ts', `export const kept = 1`)
    const first = await bundle(file)
    expect(await bundle(file)).toBe(first)
    await rm(first)
    expect((await load(file)).kept).toBe(1)
  })

  test('runs as `node run.mjs FILE`, in a process of its own', async () => {
    const file = await write(
      'program.ts',
      `export async function main(flags: readonly string[]): Promise<number> {
         process.stdout.write(flags.join(' '))
         return 3
       }`,
    )
    expect(await run([file, 'a', 'b'])).toMatchObject({ stdout: 'a b', stderr: '', exitCode: 3 })
  })
})

describe('a kept value', () => {
  const name = `kept-${process.pid}`
  const made: unknown[] = []
  const keepOf = (input: unknown, madeBy = ['package.json', 'contracts', 'nowhere']) =>
    keep({ name, input, madeBy }, async () => {
      made.push(input)
      return input === 'nothing' ? undefined : { from: input }
    })
  afterAll(async () => {
    for (const file of await readdir(cache)) if (file.startsWith(name)) await rm(join(cache, file))
  })

  test('is made once for the same input and the same code', async () => {
    expect(await keepOf('a')).toEqual({ from: 'a' })
    expect(await keepOf('a')).toEqual({ from: 'a' })
    expect(await keepOf('b')).toEqual({ from: 'b' })
    expect(await keepOf('a', ['package.json'])).toEqual({ from: 'a' })
    expect(made.splice(0)).toEqual(['a', 'b', 'a'])
  })

  test('is made each time while there is nothing to keep', async () => {
    expect(await keepOf('nothing')).toBeUndefined()
    expect(await keepOf('nothing')).toBeUndefined()
    expect(made.splice(0)).toEqual(['nothing', 'nothing'])
  })
})
