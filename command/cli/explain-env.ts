import type { TargetResult } from '../../env/load-target.ts'
import type { Origin } from '../../env/target.ts'
import { inertLog } from '../../helpers/report/terminal/layout.ts'
import { printable } from '../../helpers/text/quote.ts'

const WIDTH = 100
const GAP = '  '
const NARROWEST = 20

/**
 * The text of `--explain-env`: every variable with its value, where that came from, what it
 * overrides, and what was normalised. Two columns, at most 100 characters wide. Secrets in the values are redacted
 * already; invisible characters are escaped here.
 */
export function explainEnv(loaded: TargetResult): string {
  const { environment, origins } = loaded.kind === 'target' ? loaded.target : loaded
  const kind = loaded.kind === 'target' ? `, by the rules for ${loaded.target.kind}` : ''
  const column = Math.max(0, ...origins.map(({ variable }) => variable.length)) + GAP.length
  const lines = origins.flatMap((origin) => {
    const [first = '', ...rest] = factsOf(origin).flatMap((fact) =>
      wrap(fact, Math.max(NARROWEST, WIDTH - column)),
    )
    return [
      origin.variable.padEnd(column) + first,
      ...rest.map((line) => ' '.repeat(column) + line),
    ]
  })
  const title = `Environment ${printable(environment)}${kind}`
  return inertLog(`${[title, '', ...lines].join('\n')}\n`)
}

function factsOf({ value, from, overrides, normalised }: Origin): string[] {
  if (from === 'unset') return ['unset']
  return [
    value,
    from.startsWith('derived ') ? from : `from ${from}`,
    ...overrides.map((lower) => `overrides ${lower.value} from ${lower.from}`),
    ...normalised,
  ].map((fact) => printable(fact))
}

/** Breaks at blanks where there are any, else anywhere; lines after the first are indented. */
function wrap(text: string, width: number): string[] {
  if (text.length <= width) return [text]
  const blank = text.lastIndexOf(' ', width)
  const end = blank > GAP.length ? blank : width
  return [text.slice(0, end), ...wrap(GAP + text.slice(end).trimStart(), width)]
}
