import { NotInstalled } from './harness/install.ts'
import { described, wrongs } from './harness/judge.ts'
import { runProduct, type Seen } from './harness/product.ts'
import type { Row } from './harness/row.ts'
import { Cleanup } from './harness/software.ts'
import { HEALTH } from './rows/health.ts'
import { ISSUERS } from './rows/issuers.ts'
import { KEY_SETS } from './rows/key-sets.ts'
import { EVERY_MIDDLEWARE, OPEN_MIDDLEWARES } from './rows/middlewares.ts'
import { SINGLE_MIDDLEWARES } from './rows/middlewares-single.ts'
import { PROXIES } from './rows/proxies.ts'
import { BROKEN_SOCKETS } from './rows/sockets-broken.ts'
import { HEALTHY_SOCKETS } from './rows/sockets-healthy.ts'
import { UNSERVED_SOCKETS } from './rows/sockets-unserved.ts'

const ROWS: readonly Row[] = [
  ...EVERY_MIDDLEWARE,
  ...OPEN_MIDDLEWARES,
  ...SINGLE_MIDDLEWARES,
  ...KEY_SETS,
  ...ISSUERS,
  ...HEALTH,
  ...PROXIES,
  ...HEALTHY_SOCKETS,
  ...UNSERVED_SOCKETS,
  ...BROKEN_SOCKETS,
]

const KINDS: ReadonlySet<string> = new Set(ROWS.map(({ kind }) => kind))

const HEAD =
  '| software | state | expected | came | verdict | first line | s |\n|---|---|---|---|---|---|---|\n'

/**
 * Puts up real software on loopback, one row after the other, runs the product on it, and prints a markdown table.
 * @param words a row runs when it has all of them, a kind or a part of software and state; `--list` prints the rows alone
 * @returns 0 when every row that ran is right
 */
export async function main(words: readonly string[]): Promise<number> {
  const filter = words.filter((word) => word !== '--list')
  const rows = ROWS.filter((row) => filter.every((word) => holds(row, word)))
  if (words.includes('--list')) {
    process.stdout.write(
      rows.map((row) => `${titleOf(row)}: ${described(row.expected)}\n`).join(''),
    )
    return 0
  }
  process.stdout.write(HEAD)
  let wrong = 0
  for (const row of rows) {
    const [line, right] = await lineOf(row)
    if (!right) wrong += 1
    process.stdout.write(line)
  }
  process.stdout.write(`\n${rows.length - wrong} of ${rows.length} rows are right.\n`)
  return wrong === 0 ? 0 : 1
}

/** The name of a kind stands for that kind alone. */
function holds(row: Row, word: string): boolean {
  return KINDS.has(word) ? row.kind === word : titleOf(row).includes(word)
}

function titleOf({ kind, software, state }: Row): string {
  return `${kind} ${software} ${state}`
}

async function lineOf(row: Row): Promise<readonly [line: string, right: boolean]> {
  const cleanup = new Cleanup()
  const stop = () => void cleanup.run().then(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const seen = await runProduct(await row.open(cleanup))
    const wrong = wrongs(seen, row.expected)
    const verdict = wrong.length === 0 ? 'right' : `WRONG: ${wrong.join(', ')}`
    return [
      cells(row, [came(seen), verdict, seen.firstLine, seen.seconds.toFixed(1)]),
      wrong.length === 0,
    ]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const left = error instanceof NotInstalled
    return [cells(row, ['', left ? 'left out' : 'NOT RUN', why, '']), left]
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await cleanup.run()
  }
}

function came({ roots, warnings }: Seen): string {
  const all = [...roots.map(({ code, service }) => `${code} (${service})`), ...warnings]
  return all.length === 0 ? '0 findings' : all.join(', ')
}

function cells(row: Row, rest: readonly string[]): string {
  const texts = [`${row.kind} ${row.software}`, row.state, described(row.expected), ...rest]
  return `| ${texts.map((text) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 260)).join(' | ')} |\n`
}
