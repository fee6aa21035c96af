import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installFromNpm, npmFile, VERSIONS } from '../install.ts'
import { TIMEOUT_MS } from '../rows.ts'
import { headersOf, isChain, numberIn, type Tool } from '../tool.ts'

/** httpyac sends the regions of a file. `--parallel` is set, though this version sends them one after another all the same. */
export const httpyacTool: Tool = {
  name: `httpyac ${VERSIONS.httpyac}`,
  install: () => installFromNpm('httpyac'),
  async prepare({ row, url, dir }) {
    const regions = row.asks.map((ask, index) => {
      const before = isChain(row) && index > 0
      return [
        `# @name ask${index}`,
        ...(before ? [`# @ref ask${index - 1}`] : []),
        `GET ${url}${ask.path}${before ? `?key={{ask${index - 1}.next}}` : ''}`,
        ...Object.entries(headersOf(ask)).map(([name, value]) => `${name}: ${value}`),
        '',
        `?? status == ${ask.status}`,
        ...(ask.status === 200 ? ['?? js response.parsedBody.status == ok'] : []),
      ].join('\n')
    })
    const file = join(dir, 'row.http')
    await writeFile(file, `${regions.join('\n\n###\n')}\n`)
    const atATime = isChain(row) ? 1 : row.atATime
    const flags = ['--all', '--no-color', '--parallel', `${atATime}`, '--timeout', `${TIMEOUT_MS}`]
    const command = npmFile('node_modules', '.bin', 'httpyac')
    return { file: process.execPath, args: [command, 'send', file, ...flags], cwd: dir }
  },
  /** `3 requests processed (1 succeeded, 1 failed, 1 errored)`, in which a count of none is left out. */
  async red(output) {
    const [summary] = /^\d+ requests? processed .*$/m.exec(output) ?? []
    if (summary === undefined) return Number.NaN
    const counts = [/(\d+) failed/, /(\d+) errored/].map((count) => numberIn(summary, count))
    return counts.reduce((sum, count) => sum + (count || 0), 0)
  },
}
