import { describe, expect, test } from 'vitest'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { cause } from './records/cause.ts'
import { finding } from './records/finding.ts'
import { runRecord } from './records/run-record.ts'
import { attribute } from './support/active-html.ts'
import { all, textIn } from './support/html-of.ts'

describe('the picture of the services', () => {
  const targets = [
    { service: 'web', url: 'https://web.example.com', dependsOn: ['api'] },
    { service: 'api', url: 'https://api.example.com', dependsOn: [] },
  ]
  const broken = (
    code: 'tcp.refused' | 'trust.token-rejected' | 'dependency.down',
    subject?: string,
  ) =>
    runRecord({
      run: { targets },
      rootCauses: [
        cause({
          code,
          service: 'web',
          findings: [finding({ code, service: 'web', ...(subject && { subject }) })],
        }),
      ],
    })
  const words = (record: RunRecord) =>
    all(record, 'svg')
      .map((one) => attribute(one, 'aria-label'))
      .find((label) => label !== undefined)
  const brokenEdges = (record: RunRecord) =>
    all(record, 'path').filter((one) => attribute(one, 'class')?.match(/^edge.* broken$/)).length

  test('breaks the way to a service that this run does not reach', () => {
    expect(words(broken('tcp.refused'))).toContain('this run does not reach web')
    expect(brokenEdges(broken('tcp.refused'))).toBe(1)
  })

  test('breaks the edge between a service and what it needs, and adds what no contract names', () => {
    expect(words(broken('dependency.down', 'api'))).toContain('web and api do not work together')
    expect(words(broken('dependency.down', 'postgres'))).toContain(
      'web and postgres do not work together',
    )
    expect(brokenEdges(broken('dependency.down', 'postgres'))).toBe(1)
  })
})

describe('latency', () => {
  test('is the median of the answers to a health route, without the wait for a turn', () => {
    const request = (ms: number) => ({
      service: 'api',
      method: 'GET',
      url: 'https://api.example.com/health',
      startMs: 0,
      phases: { turn: 500, firstByte: ms, body: 0 },
      status: 200,
      traceId: 'a',
    })
    const budgets = [{ path: '/health', withinMs: 100 }]
    const record = runRecord({
      run: { targets: [{ service: 'api', url: 'https://api.example.com', budgets }] },
      requestLog: { requests: [90, 150, 120].map(request), leftOut: 0 },
    })
    expect(textIn(record)).toMatch(/api GET \/health ?120 ms ?150 ms of 3 ?100 ms/)
    expect(all(record, 'tr').map((one) => attribute(one, 'class'))).toContain('over')
  })
})
