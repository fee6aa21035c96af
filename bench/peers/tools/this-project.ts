import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Row, TIMEOUT_MS, TOKEN } from '../rows.ts'
import { isChain, type Job, numberIn, type Tool } from '../tool.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** This project as people type it, and without npm before it. */
export const byNpm = tool('this project, npm test', 'npm', ['test', '--'])
export const byNode = tool('this project, node run.mjs', process.execPath, ['run.mjs', 'smoke.ts'])

function tool(name: string, file: string, start: readonly string[]): Tool {
  return {
    name,
    install: async () => undefined,
    async prepare(job) {
      const flags = Object.entries({
        '--env': await write(job, 'row.env', environment(job)),
        '--contract': await write(job, 'contract.json', JSON.stringify(contract(job.row))),
        '--wait': '0',
        '--report-dir': join(job.dir, 'reports'),
      })
      return { file, args: [...start, ...flags.flat()], cwd: ROOT }
    },
    /** `row · 1 failed, 44 blocked, 4 passed · 1.0 s · hold`, in which a count of none is left out. */
    async red(output) {
      const [summary] = /^ +row · .*$/m.exec(output) ?? []
      return summary === undefined ? Number.NaN : numberIn(summary, /(\d+) failed/) || 0
    },
  }
}

async function write({ dir }: Job, name: string, text: string): Promise<string> {
  const file = join(dir, name)
  await writeFile(file, text)
  return file
}

function environment({ row, url }: Job): string {
  return Object.entries({
    ENVIRONMENT: 'local',
    API_URL: url,
    REQUEST_TIMEOUT_MS: TIMEOUT_MS,
    MAX_CONCURRENT_REQUESTS: row.atATime,
    ...(row.behaviour === 'protected' && { ACCESS_TOKEN: TOKEN }),
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/**
 * The promises of a row as a contract, each asked once, as the others do: the first check is the health route of the service, each other one a
 * step of its own. A link of a chain is a step after the one before; it, and a protected route, stand beside a health route.
 */
function contract(row: Row): unknown {
  const url = { name: 'API_URL', meaning: 'The server.', example: 'https://a.example', kind: 'url' }
  const [first, ...others] = row.asks
  const isFirst = !isChain(row) && row.behaviour !== 'protected' && first !== undefined
  const health = isFirst
    ? { path: first.path, samples: 1, body: { at: 'status', healthy: 'ok' } }
    : { path: '/health', samples: 1 }
  const service = { name: 'api', urlVariable: 'API_URL', health: [health] }
  if (row.behaviour === 'protected') {
    const token = { name: 'ACCESS_TOKEN', meaning: 'A token.', example: 'a', kind: 'secret' }
    return {
      platform: 'Row',
      variables: [url, token],
      services: [{ ...service, protectedRoutes: protectedRoutes(row) }],
      tokens: {
        issuer: 'api',
        ways: [
          { id: 'given', title: 'given token', source: { from: 'variable', variable: token.name } },
        ],
      },
    }
  }
  const steps = (isFirst ? others : row.asks).map((ask, index) => ({
    id: `s${index}`,
    title: ask.name,
    as: 'nobody',
    request: {
      service: 'api',
      path: `${ask.path}${isChain(row) && index > 0 ? `?key={k${index - 1}}` : ''}`,
    },
    says: [{ at: 'status', is: 'ok' }],
    ...(isChain(row) && {
      keeps: { [`k${index}`]: 'next' },
      after: index > 0 ? [`s${index - 1}`] : [],
    }),
  }))
  return {
    platform: 'Row',
    variables: [url],
    services: [service],
    journeys: steps.length > 0 ? [{ name: 'checks', steps }] : [],
  }
}

/** Other tools need two checks for each of these; here it is one promise. */
function protectedRoutes({ asks }: Row): readonly unknown[] {
  return [...new Set(asks.map(({ path }) => path))].map((path) => ({
    title: `the route ${path}`,
    request: { path },
    withoutCredentials: 401,
    withWrongToken: 401,
  }))
}
