import { cpus, loadavg, totalmem } from 'node:os'
import type { Cell } from './compare.ts'
import type { Row } from './rows.ts'

/** What was measured: the cells of each row, and the tools that could not be installed, each with the reason. */
export interface Comparison {
  readonly runs: number
  readonly machine: string
  readonly rows: readonly { readonly row: Row; readonly cells: readonly Cell[] }[]
  readonly missing: readonly { readonly tool: string; readonly reason: string }[]
}

/** How many processes may wait for each core, on average of a minute, on a machine that is called idle. */
const IDLE_LOAD = 0.3

/** The machine, how busy it is just now, and the day. */
export function machineNow(now: Date): string {
  const [load = 0] = loadavg()
  const cores = cpus().length
  const state = load / cores > IDLE_LOAD ? 'busy' : 'idle'
  return `${now.toISOString().slice(0, 10)}, ${process.platform} ${process.arch}, ${cores} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; the machine was ${state} before the first run (load ${load.toFixed(1)})`
}

/** The whole comparison in markdown: seconds of every row first, then each row in full, then where this project loses. */
export function tables({ runs, machine, rows, missing }: Comparison): string {
  return [
    `Measured ${machine}. Medians of ${runs}, in turn, whole processes.`,
    ...missing.map(
      ({ tool, reason }) => `${tool} is missing: it could not be installed (${reason}).`,
    ),
    '### Seconds',
    wallTable(rows),
    ...rows.flatMap(({ row, cells }) => [`### ${upper(row.title)}`, rowTable(row, cells)]),
    ...(rows.every(({ cells }) => cells.some(isOwn))
      ? ['### Where this project loses', losses(rows)]
      : []),
  ].join('\n\n')
}

function wallTable(rows: Comparison['rows']): string {
  const names = rows[0]?.cells.map(({ tool }) => tool) ?? []
  return table(
    ['work', ...names],
    rows.map(({ row, cells }) => [row.title, ...cells.map(seconds)]),
  )
}

function rowTable(row: Row, cells: readonly Cell[]): string {
  return table(
    ['tool', 'seconds', 'CPU', 'memory', 'requests', 'promises asked', 'red entries', 'verdict'],
    cells.map((cell) => [
      cell.tool,
      seconds(cell),
      unless(cell.cpu, (cpu) => `${cpu.toFixed(2)} s`),
      unless(cell.memory, (memory) => `${Math.round(memory)} MiB`),
      String(cell.requests),
      row.behaviour === 'nobody-listens' ? '–' : `${cell.promises} of ${row.asks.length}`,
      unless(cell.red, String),
      cell.verdict,
    ]),
  )
}

/** For each row, the tools that came to the right verdict sooner than this project by its quicker way to start. */
function losses(rows: Comparison['rows']): string {
  return rows
    .map(({ row, cells }) => {
      const own = cells.filter(isOwn).map(({ wall }) => wall)
      const best = Math.min(...own)
      const ahead = cells
        .filter((cell) => !isOwn(cell) && cell.verdict === 'right' && cell.wall < best)
        .map((cell) => `${cell.tool} ${seconds(cell)}`)
      const words = ahead.length === 0 ? 'no other tool is quicker' : ahead.join(', ')
      return `- ${upper(row.title)}: ${best.toFixed(2)} s; ${words}.`
    })
    .join('\n')
}

function isOwn({ tool }: Cell): boolean {
  return tool.startsWith('this project')
}

function seconds({ wall, verdict, runs }: Cell): string {
  if (verdict === 'stopped') return `over ${Math.floor(wall)}`
  return `${wall.toFixed(2)}${runs === 1 ? ' (one run)' : ''}`
}

function unless(figure: number, words: (figure: number) => string): string {
  return Number.isNaN(figure) ? 'unknown' : words(figure)
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
