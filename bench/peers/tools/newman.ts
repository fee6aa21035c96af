import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installFromNpm, npmFile, VERSIONS } from '../install.ts'
import { type Ask, TIMEOUT_MS } from '../rows.ts'
import { headersOf, isChain, type Tool } from '../tool.ts'

/** newman sends the requests of a Postman collection one after another; it has no way to send more at a time. */
export const newmanTool: Tool = {
  name: `newman ${VERSIONS.newman}`,
  install: () => installFromNpm('newman'),
  async prepare({ row, url, dir }) {
    const item = row.asks.map((ask, index) => ({
      name: ask.name,
      event: [{ listen: 'test', script: { type: 'text/javascript', exec: test(ask) } }],
      request: {
        method: 'GET',
        header: Object.entries(headersOf(ask)).map(([key, value]) => ({ key, value })),
        url: `${url}${ask.path}${isChain(row) && index > 0 ? '?key={{next}}' : ''}`,
      },
    }))
    const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'
    const file = join(dir, 'collection.json')
    await writeFile(file, JSON.stringify({ info: { name: row.id, schema }, item }))
    const command = npmFile('node_modules', '.bin', 'newman')
    const flags = ['--timeout-request', String(TIMEOUT_MS), '--color', 'off', '--disable-unicode']
    return { file: process.execPath, args: [command, 'run', file, ...flags], cwd: dir }
  },
  /** The numbered list of failures at the end. */
  red: async (output) => output.match(/^\s*\d+\.\s{2}\S/gm)?.length ?? 0,
}

function test({ name, status }: Ask): readonly string[] {
  return [
    `pm.test(${JSON.stringify(name)}, () => {`,
    `  pm.expect(pm.response.code).to.equal(${status})`,
    ...(status === 200
      ? [
          `  const body = pm.response.json()`,
          `  pm.expect(body.status).to.equal('ok')`,
          `  pm.collectionVariables.set('next', body.next)`,
        ]
      : []),
    `})`,
  ]
}
