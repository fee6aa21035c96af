import { afterAll, describe, expect, test } from 'vitest'
import type { Plan } from '../../reference/healthy-plan.ts'
import type { Interceptor } from '../../reference/http/exchange.ts'
import { startReference } from '../../reference/start-reference.ts'
import { extraFault, forgetExtraFaults } from '../support/extra-fault.ts'
import { envFile } from './env-file.ts'
import { type CommandResult, runCommand } from './run-command.ts'

afterAll(forgetExtraFaults)

const NAME = 'broken-in-one-place'
const TIMEOUT_MS = 3_000
const NEVER = { status: 200, headers: {}, body: '', delivery: 'never' } as const
const LARGE = `/*${' '.repeat(2_097_152)}*/`

/** What a run says of the reference deployment, broken in one more way than it knows. */
async function runAgainst(
  apply: (plan: Plan) => void,
  settings: Readonly<Record<string, string>> = {},
): Promise<CommandResult & { readonly leftBehind: number }> {
  const reference = await startReference({ faults: [extraFault(NAME, apply)] })
  try {
    const run = await runCommand(['--env', await envFile({ ...reference.env, ...settings })])
    return { ...run, leftBehind: reference.seen.threads().length }
  } finally {
    await reference.close()
  }
}

/** Changes the answer to the creation of a thread. */
function onCreation(change: (thread: object) => object, status?: number): (plan: Plan) => void {
  const edit: Interceptor = async (asked, next) => {
    const answer = await next(asked)
    if (asked.method !== 'POST' || asked.path !== '/api/threads') return answer
    const body = JSON.stringify(change(JSON.parse(answer.body) as object))
    return { ...answer, body, status: status ?? answer.status }
  }
  return ({ backend }) => {
    backend.edge.unshift(edit)
  }
}

function causesOf({ reports }: CommandResult): readonly string[] {
  return reports.ctrf.results.extra.rootCauses.map(({ code, service }) => `${code} (${service})`)
}

describe('one fault is one root cause', { timeout: 60_000 }, () => {
  test('of a socket that hears nothing, and an agent is not waited for after it', async () => {
    const began = performance.now()
    const run = await runAgainst(({ backend }) => {
      backend.socket.received = () => 'ignore'
    })
    expect(causesOf(run)).toEqual(['ws.silent (backend)'])
    expect(performance.now() - began).toBeLessThan(20_000)
  })

  test('of a thread with an id of half a megabyte', async () => {
    const run = await runAgainst(onCreation((thread) => ({ ...thread, id: 'x'.repeat(500_000) })))
    expect(causesOf(run)).toEqual(['route.shape (backend)'])
  })

  test('of a thread that is created without an id: what is left behind is named', async () => {
    const run = await runAgainst(onCreation((thread) => ({ ...thread, id: undefined })))
    expect(causesOf(run)).toEqual(['route.shape (backend)'])
    const { rootCauses } = run.reports.ctrf.results.extra
    expect(rootCauses[0]?.evidence.join('\n')).toContain('so it is left behind')
    const red = run.reports.ctrf.results.tests.filter(({ status }) => status === 'failed')
    expect(red.map(({ extra }) => extra.id)).toContainEqual(expect.stringMatching(/\/removed$/))
  })

  test('of a thread that is created under a status nobody promised: it is removed', async () => {
    const run = await runAgainst(onCreation((thread) => thread, 207))
    expect(causesOf(run)).toEqual(['route.shape (backend)'])
    expect(run.leftBehind).toBe(0)
  })

  test('of a service that falls silent in the middle: it costs two deadlines, not one for every check', async () => {
    let asked = 0
    const began = performance.now()
    const run = await runAgainst(
      ({ backend }) => {
        backend.edge.unshift((request, next) => {
          asked += 1
          return asked > 40 ? NEVER : next(request)
        })
      },
      { REQUEST_TIMEOUT_MS: `${TIMEOUT_MS}` },
    )
    expect(causesOf(run)).toEqual(['http.timeout (backend)'])
    expect(performance.now() - began).toBeLessThan(2 * TIMEOUT_MS + 6_000)
  })
})

test('a page with a script of two megabytes is well', { timeout: 60_000 }, async () => {
  const run = await runAgainst(({ frontend }) => {
    frontend.edge.unshift(async (asked, next) => {
      const answer = await next(asked)
      return asked.path.endsWith('.js') ? { ...answer, body: answer.body + LARGE } : answer
    })
  })
  expect(run.exitCode).toBe(0)
})
