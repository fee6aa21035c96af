// Makes what a package holds instead of the sources (`npm pack` runs it): an ES module for each file that a process or
// a thread starts with, pieces that they share, and the types of what contracts import.
import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createRequire, isBuiltin } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { rolldown } from 'rolldown'
import { builtOf, root } from './sources.mjs'

const dist = join(root, 'dist')

const ENTRIES = [
  'index.ts',
  'smoke.ts',
  'command/init/main.ts',
  'command/merge/main.ts',
  'runner/worker.ts',
]

await rm(dist, { recursive: true, force: true })
const build = await rolldown({
  cwd: root,
  input: Object.fromEntries(
    ENTRIES.map((file) => [basename(builtOf(join(root, file)), '.mjs'), file]),
  ),
  platform: 'node',
  plugins: [
    {
      // npm installs them beside the package.
      name: 'packages-stay-outside',
      resolveId(id, importer) {
        if (id.endsWith('/load/load.mjs')) return { id: '../load/load.mjs', external: true }
        const isOwn = id.startsWith('.') || id.startsWith('/') || importer === undefined
        return isOwn && !isBuiltin(id) ? undefined : { id, external: true }
      },
    },
    {
      // Every source goes on seeing its own place, seen from where the module lies.
      name: 'own-place',
      transform: {
        filter: { code: 'import.meta.url' },
        handler: (code, id) =>
          code.replaceAll(
            'import.meta.url',
            `new URL(${JSON.stringify(`../${relative(root, id)}`)}, import.meta.url).href`,
          ),
      },
    },
  ],
  logLevel: 'warn',
})
await build.write({
  dir: dist,
  format: 'esm',
  entryFileNames: '[name].mjs',
  chunkFileNames: '[name]-[hash].mjs',
})
await build.close()

const { resolve } = createRequire(import.meta.url)
const tsc = join(dirname(resolve('typescript/package.json')), 'bin/tsc')
execFileSync(process.execPath, [tsc, '-p', join(root, 'load/types.json')], { stdio: 'inherit' })
