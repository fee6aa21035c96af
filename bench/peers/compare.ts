import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { median } from '../spawn.ts'
import { PEERS_DIR } from './install.ts'
import { measureTree } from './measure-tree.ts'
import type { Row } from './rows.ts'
import { type RowServer, startRowServer } from './server.ts'
import type { Tool } from './tool.ts'

/** What one tool did with one row: medians of its runs. */
export interface Cell {
  readonly tool: string
  /** Seconds; at least so many if the tool was stopped. */
  readonly wall: number
  readonly cpu: number
  readonly memory: number
  readonly requests: number
  /** How many of the row's promises the server was asked, in the run that was asked fewest. */
  readonly promises: number
  readonly red: number
  /** Whether every run came to the verdict that is right; `stopped` if a run had not ended after LIMIT_MS. */
  readonly verdict: 'right' | 'wrong' | 'stopped'
  readonly runs: number
}

/** A run that takes longer is stopped. */
const LIMIT_MS = 60_000

/** If the first run of a row takes longer, seconds, the others are left out: timeouts fill it, not noise. */
const LONG_SECONDS = 15

type Sample = Omit<Cell, 'tool' | 'runs'>

/** Runs the tools of a row in turn, so that a busy moment of the machine meets all of them. */
export async function compare(
  row: Row,
  tools: readonly Tool[],
  runs: number,
): Promise<readonly Cell[]> {
  const server = await startRowServer(row)
  const samples = new Map<Tool, Sample[]>(tools.map((tool) => [tool, []]))
  try {
    for (let run = 0; run < runs; run += 1)
      for (const [tool, taken] of samples) {
        const [first] = taken
        if (first !== undefined && first.wall > LONG_SECONDS) continue
        taken.push(await sample(row, tool, server))
      }
  } finally {
    await server.close()
  }
  return [...samples].map(([tool, taken]) => cell(tool.name, taken))
}

async function sample(row: Row, tool: Tool, server: RowServer): Promise<Sample> {
  const work = join(PEERS_DIR, 'work')
  await mkdir(work, { recursive: true })
  const dir = await mkdtemp(join(work, `${row.id}-`))
  try {
    const command = await tool.prepare({ row, url: server.url, dir })
    server.seen()
    const cost = await measureTree(command, { logDir: dir, limitMs: LIMIT_MS })
    const { wall, cpu, memory, exitCode, output } = cost
    const isRight = (exitCode === 0) === (row.right === 'green')
    return {
      wall,
      cpu,
      memory,
      ...server.seen(),
      red: exitCode === null ? Number.NaN : await tool.red(output, dir).catch(() => Number.NaN),
      verdict: exitCode === null ? 'stopped' : isRight ? 'right' : 'wrong',
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function cell(tool: string, samples: readonly Sample[]): Cell {
  const of = (figure: (sample: Sample) => number) => median(samples.map(figure))
  const worst = samples.find(({ verdict }) => verdict !== 'right')
  return {
    tool,
    wall: of(({ wall }) => wall),
    cpu: of(({ cpu }) => cpu),
    memory: of(({ memory }) => memory),
    requests: of(({ requests }) => requests),
    promises: Math.min(...samples.map(({ promises }) => promises)),
    red: of(({ red }) => red),
    verdict: worst?.verdict ?? 'right',
    runs: samples.length,
  }
}
