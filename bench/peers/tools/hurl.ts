import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installHurl, VERSIONS } from '../install.ts'
import { type Ask, TIMEOUT_MS } from '../rows.ts'
import { headersOf, isChain, numberIn, type Tool } from '../tool.ts'

let hurl = 'hurl'

/** Hurl runs files side by side and stops a file at its first red entry: each check is a file, a chain is one. */
export const hurlTool: Tool = {
  name: `Hurl ${VERSIONS.hurl}`,
  async install() {
    hurl = await installHurl()
  },
  async prepare({ row, url, dir }) {
    const entries = row.asks.map((ask, index) => entry(ask, url, isChain(row) && index > 0))
    const texts = isChain(row)
      ? [entries.map((text) => `${text}[Captures]\nnext: jsonpath "$.next"\n`).join('\n')]
      : entries
    const files = texts.map((_, index) => join(dir, `${index}.hurl`))
    for (const [index, text] of texts.entries()) await writeFile(files[index] ?? '', text)
    const limits = ['--jobs', String(row.atATime), '--max-time', `${TIMEOUT_MS / 1000}s`]
    return { file: hurl, args: ['--test', ...limits, ...files], cwd: dir }
  },
  red: async (output) => numberIn(output, /^Failed files:\s+(\d+)/m),
}

function entry(ask: Ask, url: string, opensWithKey: boolean): string {
  const headers = Object.entries(headersOf(ask)).map(([name, value]) => `${name}: ${value}\n`)
  const body = ask.status === 200 ? '[Asserts]\njsonpath "$.status" == "ok"\n' : ''
  return `GET ${url}${ask.path}${opensWithKey ? '?key={{next}}' : ''}\n${headers.join('')}HTTP ${ask.status}\n${body}`
}
