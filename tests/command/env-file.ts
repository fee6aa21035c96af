import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** An env file with these variables in a folder of its own, removed after the test; gives its path for `--env`. */
export async function envFile(variables: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'smoke-env-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'smoke.env')
  const lines = Object.entries({ ENVIRONMENT: 'local', ...variables }).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}\n`,
  )
  await writeFile(file, lines.join(''), { mode: 0o600 })
  return file
}
