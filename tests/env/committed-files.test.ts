import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { netraVariables } from '../../contracts/netra/variables.ts'
import { loadTarget } from '../../env/load-target.ts'
import { readEnvFile } from '../../env/read-env-files.ts'
import type { Variable } from '../../env/variable.ts'
import { variablesTable } from '../docs/variables-table.ts'

const root = join(import.meta.dirname, '../..')
const embedded = {
  AUTH_SERVICE_URL: 'http://127.0.0.1:1',
  BACKEND_URL: 'http://127.0.0.1:2',
  FRONTEND_URL: 'http://127.0.0.1:3',
}

const HEADER = `# Every variable there is, with a value that works. Put what is not secret into env/NAME.env, and what
# is, or is only yours, into env/NAME.local.env, which is never committed. Highest precedence first:
# flags, the process environment, env/NAME.local.env, env/NAME.env, defaults. Empty counts as unset.
`

describe('the committed env files', () => {
  it.each(['local', 'development', 'staging', 'production'] as const)('load: %s', async (env) => {
    const request = { env, flags: {}, processEnv: {}, variables: netraVariables, root }
    const loaded = await loadTarget(env === 'local' ? { ...request, embedded } : request)
    if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems))
    expect(loaded.target).toMatchObject({ kind: env, warnings: [] })
    expect(loaded.target.origins.flatMap(({ normalised }) => normalised)).toEqual([])
  })

  it('hold no secret', async () => {
    const secret = netraVariables.filter(({ kind }) => kind === 'secret').map(({ name }) => name)
    for (const name of await committed()) {
      const file = await readEnvFile(join(root, 'env', name), {
        shown: name,
        variables: netraVariables,
      })
      expect(file.kind === 'file' && secret.filter((one) => file.values.has(one))).toEqual([])
    }
  })

  it('lead to the canonical hosts', async () => {
    const text = await readFile(join(root, 'env/production.env'), 'utf8')
    const urls = [...text.matchAll(/^[A-Z_]+_URL=(.*)$/gm)].map(([, url]) => url)
    expect(urls).toEqual([
      'https://auth.netrasystems.ai',
      'https://api.netrasystems.ai',
      'https://app.netrasystems.ai',
    ])
  })

  /** When the list of variables changed: `npx vitest run -u tests/env` writes the file again. */
  it('example.env is the list of variables', async () => {
    await expect([HEADER, ...netraVariables.map(example)].join('\n')).toMatchFileSnapshot(
      '../../env/example.env',
    )
  })
})

describe('the list of variables', () => {
  it('names each once, as shells can', () => {
    const names = netraVariables.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/)
  })

  it('makes a markdown table of one row each', () => {
    const rows = variablesTable(netraVariables).split('\n')
    expect(rows).toHaveLength(netraVariables.length + 2)
    expect(rows[2]).toBe(
      '| `ENVIRONMENT` | The kind of environment, which chooses what a run may do there. | required | `staging` |',
    )
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(5)
  })
})

async function committed(): Promise<string[]> {
  const files = await readdir(join(root, 'env'))
  return files.filter((name) => name.endsWith('.env') && !name.endsWith('.local.env'))
}

function example({ name, meaning, presence, kind, example, fallback }: Variable): string {
  const facts = [
    presence,
    ...(kind === 'secret' ? ['secret'] : []),
    ...(fallback === undefined ? [] : [`default ${fallback}`]),
  ]
  return `# ${meaning} (${facts.join(', ')})\n# ${name}=${example}\n`
}
