import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compare } from './compare.ts'
import { ROWS } from './rows.ts'
import { type Comparison, machineNow, tables } from './table.ts'
import type { Tool } from './tool.ts'
import { httpyacTool } from './tools/httpyac.ts'
import { hurlTool } from './tools/hurl.ts'
import { k6Tool } from './tools/k6.ts'
import { newmanTool } from './tools/newman.ts'
import { playwrightTool } from './tools/playwright.ts'
import { stepCiTool } from './tools/step-ci.ts'
import { byNode, byNpm } from './tools/this-project.ts'

const TOOLS = [hurlTool, k6Tool, stepCiTool, playwrightTool, newmanTool, httpyacTool, byNpm, byNode]

const PAGE = fileURLToPath(new URL('../../docs/peers.md', import.meta.url))
const BEGIN = '<!-- peers:begin -->'
const END = '<!-- peers:end -->'

/** `npm run bench:peers`: the same work given to other tools and to this project; `--write` puts the tables into docs/peers.md. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      write: { type: 'boolean', default: false },
      runs: { type: 'string', default: '5' },
      row: { type: 'string', multiple: true },
      tool: { type: 'string', multiple: true },
    },
  })
  const machine = machineNow(new Date())
  const { installed, missing } = await installAll(
    TOOLS.filter(({ name }) => isNamed(name, values.tool)),
  )
  const rows: Comparison['rows'][number][] = []
  const text = () => tables({ runs: Number(values.runs), machine, rows, missing })
  for (const row of ROWS.filter(({ id }) => values.row?.includes(id) ?? true)) {
    process.stderr.write(`measuring: ${row.title}\n`)
    rows.push({ row, cells: await compare(row, installed, Number(values.runs)) })
    // After each row, so that a comparison that is stopped leaves what it has.
    if (values.write) await writePage(text())
  }
  process.stdout.write(`${text()}\n`)
  return 0
}

function isNamed(name: string, wanted: readonly string[] | undefined): boolean {
  return wanted?.some((part) => name.toLowerCase().includes(part.toLowerCase())) ?? true
}

/** Installs each tool that is not there yet; one that cannot be installed is said to be missing, and the others are measured. */
async function installAll(
  tools: readonly Tool[],
): Promise<{ readonly installed: Tool[]; readonly missing: Comparison['missing'] }> {
  const installed: Tool[] = []
  const missing: Comparison['missing'][number][] = []
  for (const tool of tools)
    try {
      await tool.install()
      installed.push(tool)
    } catch (error) {
      missing.push({ tool: tool.name, reason: (error as Error).message })
    }
  return { installed, missing }
}

async function writePage(text: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8')
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (before === -1 || after === -1) throw new Error(`docs/peers.md has no ${BEGIN} and ${END}`)
  await writeFile(PAGE, `${page.slice(0, before + BEGIN.length)}\n${text}\n${page.slice(after)}`)
}
