import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installFromNpm, npmFile, VERSIONS } from '../install.ts'
import { TIMEOUT_MS } from '../rows.ts'
import { headersOf, isChain, numberIn, type Tool } from '../tool.ts'

/** httpyac sends the regions of a file one after another, and files side by side: each check is a file, a chain is one. */
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
    const texts = isChain(row) ? [regions.join('\n\n###\n')] : regions
    const files = texts.map((_, index) => join(dir, `${index}.http`))
    for (const [index, text] of texts.entries()) await writeFile(files[index] ?? '', `${text}\n`)
    const parallel = ['--parallel', String(row.atATime)]
    const flags = ['--all', '--no-color', ...parallel, '--timeout', String(TIMEOUT_MS)]
    const command = npmFile('node_modules', '.bin', 'httpyac')
    return { file: process.execPath, args: [command, 'send', ...files, ...flags], cwd: dir }
  },
  /** `3 requests processed (1 succeeded, 1 failed, 1 errored)`, in which a count of none is left out. */
  async red(output) {
    const [summary] = /^\d+ requests? processed .*$/m.exec(output) ?? []
    if (summary === undefined) return Number.NaN
    const counts = [/(\d+) failed/, /(\d+) errored/].map((count) => numberIn(summary, count))
    return counts.reduce((sum, count) => sum + (count || 0), 0)
  },
}
