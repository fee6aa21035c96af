import { asTyped } from './typed-as.ts'

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
