import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installK6, VERSIONS } from '../install.ts'
import { TIMEOUT_MS } from '../rows.ts'
import { headersOf, isChain, jsonOf, type Tool } from '../tool.ts'

let k6 = 'k6'

/** k6 gives each check to one of its virtual users; a threshold makes a red check the verdict. A chain is one iteration. */
export const k6Tool: Tool = {
  name: `k6 ${VERSIONS.k6}`,
  async install() {
    k6 = await installK6()
  },
  async prepare({ row, url, dir }) {
    const asks = row.asks.map((ask) => ({ ...ask, headers: headersOf(ask) }))
    const shared = isChain(row)
      ? { vus: 1, iterations: 1 }
      : { vus: Math.min(row.atATime, asks.length), iterations: asks.length }
    const script = join(dir, 'script.js')
    await writeFile(
      script,
      `import http from 'k6/http'
import { check } from 'k6'
import exec from 'k6/execution'
const asks = ${JSON.stringify(asks)}
export const options = {
  scenarios: { all: ${JSON.stringify({ executor: 'shared-iterations', ...shared })} },
  thresholds: { checks: ['rate==1'] },
}
function ask({ name, path, status, headers }, key) {
  const query = key === undefined ? '' : '?key=' + key
  const answer = http.get('${url}' + path + query, { headers, timeout: ${TIMEOUT_MS} })
  const body = answer.status === 200 ? answer.json() : {}
  check(answer, { [name]: () => answer.status === status && (status !== 200 || body.status === 'ok') })
  return body.next
}
export default function () {
  ${isChain(row) ? 'let key; for (const one of asks) key = ask(one, key)' : 'ask(asks[exec.scenario.iterationInTest])'}
}
`,
    )
    const args = ['run', '--no-usage-report', '--summary-export', join(dir, 'summary.json'), script]
    return { file: k6, args, cwd: dir }
  },
  async red(_, dir) {
    const { root_group } = await jsonOf<Summary>(dir, 'summary.json')
    return Object.values(root_group.checks).filter(({ fails }) => fails > 0).length
  },
}

interface Summary {
  readonly root_group: { readonly checks: Readonly<Record<string, { readonly fails: number }>> }
}
