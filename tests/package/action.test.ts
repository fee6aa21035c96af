import { execFile } from 'node:child_process'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { FLAGS } from '../../command/cli/flag-table.ts'
import { useFolder } from '../support/folders.ts'

const folder = useFolder('action')

/** The parts of a composite action that are tested (docs.github.com, metadata syntax). */
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: {
    readonly steps: readonly { readonly env?: Readonly<Record<string, string>>; run?: string }[]
  }
}

const action: Action = parse(await readFile(new URL('../../action.yml', import.meta.url), 'utf8'))
const step = action.runs.steps.find(({ env }) => env !== undefined)

/** Runs the script of the action in a folder, as GitHub runs bash, with a suite that writes its flags down. */
async function flagsWith(inputs: Readonly<Record<string, string>>) {
  const at = (name: string) => join(folder.path, name)
  await writeFile(
    at('post-deploy-smoke.mjs'),
    'console.error(JSON.stringify(process.argv.slice(2)))',
  )
  await writeFile(at('script.sh'), step?.run ?? '')
  await chmod(at('script.sh'), 0o755)
  const env = Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([name, value]) => {
      const input = /inputs\.([\w-]+)/.exec(value)?.[1]
      return [name, input === undefined ? folder.path : (inputs[input] ?? '')]
    }),
  )
  const { stderr } = await promisify(execFile)(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', at('script.sh')],
    { cwd: folder.path, env: { PATH: process.env.PATH, ...env, GITHUB_OUTPUT: at('output') } },
  )
  const [flags = ''] = stderr.split('\n')
  return { flags: JSON.parse(flags), output: await readFile(at('output'), 'utf8') }
}

describe('the GitHub Action', () => {
  test('has each input as a flag of the command, and gives each to it', () => {
    expect(Object.keys(action.inputs).filter((name) => !FLAGS.has(name))).toEqual([])
    const given = Object.values(step?.env ?? {}).flatMap(
      (value) => /inputs\.([\w-]+)/.exec(value)?.[1] ?? [],
    )
    expect(given.sort()).toEqual(Object.keys(action.inputs).sort())
  })

  test('gives no flag for an input that is empty, and holds where no report was written', async () => {
    const { flags, output } = await flagsWith({ env: 'staging', 'report-dir': 'reports' })
    expect(flags).toEqual(['--env', 'staging', '--report-dir', 'reports'])
    expect(output).toBe('decision=hold\n')
  })

  test('gives every input as its flag, whatever stands in it', async () => {
    const values = Object.fromEntries(
      Object.keys(action.inputs).map((name) => [name, `a "$(touch pwned)" ${name}`]),
    )
    const { flags } = await flagsWith({
      ...values,
      suite: 'health trust',
      strict: 'true',
      'allow-writes': 'true',
    })
    expect(flags.filter((flag: string) => flag.startsWith('--')).sort()).toEqual(
      [...Object.keys(action.inputs), 'suite'].map((name) => `--${name}`).sort(),
    )
    expect(flags[flags.indexOf('--place') + 1]).toBe(values.place)
  })
})
