import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installFromNpm, npmFile, VERSIONS } from '../install.ts'
import { TIMEOUT_MS } from '../rows.ts'
import { headersOf, isChain, numberIn, type Tool } from '../tool.ts'

/** How a workflow writes what an earlier step kept, after a dollar sign. */
const CAPTURED = '{{captures.next}}'

/** Step CI runs tests side by side and the steps of one test in turn: each check is a test, a chain is one. */
export const stepCiTool: Tool = {
  name: `Step CI ${VERSIONS.stepci}`,
  install: () => installFromNpm('stepci'),
  async prepare({ row, url, dir }) {
    const steps = row.asks.map((ask, index) => ({
      name: ask.name,
      http: {
        url: `${url}${ask.path}${isChain(row) && index > 0 ? `?key=$${CAPTURED}` : ''}`,
        method: 'GET',
        headers: headersOf(ask),
        timeout: TIMEOUT_MS,
        ...(isChain(row) && { captures: { next: { jsonpath: '$.next' } } }),
        check: {
          status: ask.status,
          ...(ask.status === 200 && { jsonpath: { '$.status': 'ok' } }),
        },
      },
    }))
    const tests = isChain(row)
      ? { chain: { steps } }
      : Object.fromEntries(steps.map((step, index) => [`test-${index}`, { steps: [step] }]))
    const file = join(dir, 'workflow.yml')
    const workflow = { version: '1.1', name: row.id, config: { concurrency: row.atATime }, tests }
    await writeFile(file, JSON.stringify(workflow))
    return {
      file: process.execPath,
      args: [npmFile('node_modules', '.bin', 'stepci'), 'run', file],
      cwd: dir,
      env: { STEPCI_DISABLE_ANALYTICS: '1' },
    }
  },
  red: async (output) => numberIn(output, /^Tests:\s+(\d+) failed/m),
}
