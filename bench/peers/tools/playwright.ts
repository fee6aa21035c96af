import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installFromNpm, npmFile, VERSIONS } from '../install.ts'
import { TIMEOUT_MS } from '../rows.ts'
import { headersOf, isChain, jsonOf, type Tool } from '../tool.ts'

/** Playwright's request fixture, without a browser: each check is a test, and workers run them side by side. A chain is one test. */
export const playwrightTool: Tool = {
  name: `Playwright ${VERSIONS['@playwright/test']}`,
  install: () => installFromNpm('@playwright/test'),
  async prepare({ row, url, dir }) {
    const library = JSON.stringify(npmFile('node_modules', '@playwright', 'test', 'index.mjs'))
    const asks = row.asks.map((ask) => ({ ...ask, headers: headersOf(ask) }))
    await writeFile(
      join(dir, 'row.spec.mjs'),
      `import { expect, test } from ${library}
const asks = ${JSON.stringify(asks)}
async function look(request, { path, status, headers }, key) {
  const query = key === undefined ? '' : '?key=' + key
  const answer = await request.get('${url}' + path + query, { headers, timeout: ${TIMEOUT_MS} })
  expect(answer.status()).toBe(status)
  if (status !== 200) return
  const body = await answer.json()
  expect(body.status).toBe('ok')
  return body.next
}
${
  isChain(row)
    ? `test('chain', async ({ request }) => { let key; for (const one of asks) key = await look(request, one, key) })`
    : `for (const one of asks) test(one.name, ({ request }) => look(request, one))`
}
`,
    )
    await writeFile(
      join(dir, 'playwright.config.mjs'),
      `export default ${JSON.stringify({
        fullyParallel: true,
        workers: row.atATime,
        reporter: [['line'], ['json', { outputFile: join(dir, 'report.json') }]],
      })}\n`,
    )
    const command = npmFile('node_modules', '.bin', 'playwright')
    return { file: process.execPath, args: [command, 'test'], cwd: dir }
  },
  async red(_, dir) {
    const { stats } = await jsonOf<{ stats: { unexpected: number } }>(dir, 'report.json')
    return stats.unexpected
  },
}
