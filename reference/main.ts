import { writeFile } from 'node:fs/promises'
import { parseFlags, USAGE } from './parse-flags.ts'
import { type Reference, startReference } from './start-reference.ts'

/** Runs a reference deployment until it is interrupted; `--help` says with which flags. */
export async function main(flags: readonly string[]): Promise<number> {
  if (flags.includes('--help') || flags.includes('-h')) {
    process.stdout.write(USAGE)
    return 0
  }
  let reference: Reference
  let envFile: string | undefined
  try {
    const parsed = parseFlags(flags)
    envFile = parsed.envFile
    reference = await startReference(parsed.options)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
    return 2
  }
  const text = envText(reference)
  try {
    if (envFile !== undefined) await writeFile(envFile, text, { mode: 0o600 })
  } catch (error) {
    await reference.close()
    process.stderr.write(`--write-env: ${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
  process.stdout.write(`${text}\n# Running. Ctrl-C ends it.\n`)
  await interrupted()
  await reference.close()
  return 0
}

/** An env file with which the suite reaches the deployment. Its secrets are valid until the process ends. */
function envText({ env }: Reference): string {
  const lines = Object.entries({ ENVIRONMENT: 'local', ...env }).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}\n`,
  )
  return lines.join('')
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
