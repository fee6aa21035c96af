import { FLAGS, flagInHelp } from './flag-table.ts'
import { asTyped } from './typed-as.ts'

/** Where the meanings begin. */
const INDENT = 26

/** The `--help` text. */
export function helpText(): string {
  return asTyped(`Usage: npm test -- [flags]

Says from outside whether a deployment works for its users, and names the one cause when it does not.
Without flags it checks the embedded reference deployment.

Flags
${Array.from(FLAGS, ([name, flag]) => flagInHelp(name, flag, INDENT)).join('\n')}

Exit code
  0  every promise is kept (warnings are allowed unless --strict)
  1  a promise is broken, or nothing could be judged
  2  could not start: bad flags, unknown environment, invalid configuration
  130  interrupted; the reports are written and what was created is removed

Examples
  npm test
  npm test -- --env staging
  npm test -- --env production --suite golden-path --allow-writes
  npm test -- --env ./my.env --wait 60 --expect-revision backend=00317-696
  npm test -- --fault service-secret-mismatch
`)
}

/** The `--faults` list: every fault of the embedded reference deployment, what it breaks, and the codes that a run reports for it. */
export async function listFaults(): Promise<string> {
  const { faults } = await import('../../reference/faults.ts')
  const width = Math.max(...faults.map(({ name }) => name.length))
  const lines = faults.map(({ name, summary, finds, incidents }) => {
    const named = finds.map(({ code, service }) => `${code} (${service})`).join(', ')
    const from = incidents.length === 0 ? '' : `  [${incidents.join(', ')}]`
    return `  ${name.padEnd(width)}  ${summary}\n  ${' '.repeat(width)}  → ${named}${from}\n`
  })
  return asTyped(
    `${faults.length} faults of the embedded reference deployment; see one with: npm test -- --fault NAME\n\n${lines.join('')}`,
  )
}
