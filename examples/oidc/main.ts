import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { OIDC_FAULTS, type OidcFault } from './platform/fault.ts'
import { ALGORITHMS, type Algorithm } from './platform/signing-keys.ts'
import { startOidcPlatform } from './platform.ts'

const USAGE = `node run.mjs examples/oidc/main.ts [--fault NAME]... [--signed-with ${ALGORITHMS.join('|')}]

Starts the example platform on free ports, prints its env file, and runs until Ctrl-C.
Faults:
${Object.entries(OIDC_FAULTS)
  .map(([name, meaning]) => `  ${name}: ${meaning}`)
  .join('\n')}
`

/** Runs the example platform until it is interrupted; prints an env file for `--env`. */
export async function main(flags: readonly string[]): Promise<number> {
  const options = optionsOf(flags)
  if (options === undefined) {
    process.stderr.write(USAGE)
    return 2
  }
  const platform = await startOidcPlatform(options)
  const lines = Object.entries(platform.env).map(([name, value]) => `${name}=${value}\n`)
  process.stdout.write(lines.join(''))
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await platform.close()
  return 0
}

/** Undefined when the flags are not understood. */
function optionsOf(
  flags: readonly string[],
): { faults: OidcFault[]; signedWith: Algorithm } | undefined {
  try {
    const { values } = parseArgs({
      args: [...flags],
      options: {
        fault: { type: 'string', multiple: true, default: [] },
        'signed-with': { type: 'string', default: 'RS256' },
      },
    })
    const faults = values.fault.filter(isFault)
    const signedWith = ALGORITHMS.find((algorithm) => algorithm === values['signed-with'])
    const understood = faults.length === values.fault.length && signedWith !== undefined
    return understood ? { faults, signedWith } : undefined
  } catch {
    return undefined
  }
}

function isFault(name: string): name is OidcFault {
  return Object.hasOwn(OIDC_FAULTS, name)
}
