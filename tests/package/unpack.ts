import { execFile } from 'node:child_process'
import { mkdir, readdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import manifest from '../../package.json' with { type: 'json' }
import { type Printed, runNode } from '../command/run-command.ts'

const root = new URL('../..', import.meta.url).pathname
const start = promisify(execFile)

/**
 * Packs the project as `npm pack` does and unpacks it into the node_modules of a folder, with its run-time
 * dependencies beside it and nothing else: what `npm install` gives, without a registry.
 */
export async function unpackInto(folder: string): Promise<void> {
  await start('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root })
  const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'))
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, manifest.name), { recursive: true })
  await start(
    'tar',
    ['-xzf', tarball, '-C', join(modules, manifest.name), '--strip-components=1'],
    {
      cwd: folder,
    },
  )
  for (const name of Object.keys(manifest.dependencies)) {
    const place = join(modules, name)
    await mkdir(dirname(place), { recursive: true })
    await symlink(join(root, 'node_modules', name), place)
  }
}

/** Runs the command of the unpacked package in its folder, as `npx post-deploy-smoke` does. */
export function runPackage(folder: string, args: readonly string[]): Promise<Printed> {
  const bin = join('node_modules', manifest.name, manifest.bin['post-deploy-smoke'])
  return runNode([bin, ...args], { cwd: folder })
}
