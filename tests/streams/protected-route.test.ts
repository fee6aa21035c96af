import { afterAll, expect, test } from 'vitest'
import { when } from '../../reference/http/layers.ts'
import { extraFault, forgetExtraFaults } from '../support/extra-fault.ts'
import { runInLab } from '../support/lab.ts'

afterAll(forgetExtraFaults)

const TYPES = ['text/event-stream', 'text/plain'] as const

test.for(TYPES)(
  'a protected route that answers with %s without an end proves by its status',
  { timeout: 120_000 },
  async (type) => {
    const name = extraFault('route-streams', ({ backend }) => {
      backend.app.push(
        when('GET /api/threads', async (asked, next) => {
          const answer = await next(asked)
          return asked.query.get('limit') !== '1' || answer.status !== 200
            ? answer
            : {
                ...answer,
                headers: { 'content-type': type },
                stream: { pieces: [{ bytes: 'data: {}\n\n', afterMs: 0 }], end: 'open' },
              }
        }),
      )
    })
    const { stdout, exitCode, reports } = await runInLab(['--fault', name, '--suite', 'trust'])
    expect(exitCode, stdout).toBe(0)
    expect(reports.ctrf.results.extra.warnings).toEqual([])
    const passed = reports.ctrf.results.tests.filter(({ status }) => status === 'passed')
    expect(passed.map(({ extra }) => extra.id)).toContain('trust/backend/control')
  },
)
