import { describe, expect, test } from 'vitest'
import { saw } from '../../helpers/record/finding.ts'
import {
  allEvidenceLines,
  evidenceLines,
  evidenceText,
  supportLines,
} from '../../helpers/report/words/cause-words.ts'
import { cause } from './records/cause.ts'
import { finding } from './records/finding.ts'

const EXPERIMENT = {
  kind: 'experiment',
  changed: 'the same request without a token',
  saw: '401',
} as const

describe('an item of evidence', () => {
  test('is what was seen', () => {
    expect(evidenceText(saw('the clocks agree'))).toBe('the clocks agree')
  })

  test('is what an experiment changed and saw', () => {
    expect(evidenceText(EXPERIMENT)).toBe('the same request without a token: 401')
  })

  test('is what an experiment excludes, only where it does', () => {
    expect(evidenceText({ ...EXPERIMENT, excludes: 'a lost token' })).toBe(
      'excludes a lost token: the same request without a token: 401',
    )
  })
})

describe('the evidence of a root cause', () => {
  const main = finding({ evidence: [saw('first')] })
  const other = finding({ evidence: [saw('second')], asked: 'GET https://api.example.com/other' })
  const logs = { kind: 'logs', url: 'https://logs.example.com/' } as const
  const both = cause({ findings: [main, other], evidence: [logs] })

  test('supports the diagnosis: no fact of a finding', () => {
    expect(supportLines(both)).toEqual(['first', 'second', 'logs: https://logs.example.com/'])
  })

  test('of a further finding has the facts that differ from the first', () => {
    expect(evidenceLines(both)).toEqual([
      'first',
      'asked: GET https://api.example.com/other',
      'second',
      'logs: https://logs.example.com/',
    ])
  })

  test('is all there is, labelled, for a reader who is shown nothing else', () => {
    expect(allEvidenceLines(cause({ findings: [main], evidence: [] }))).toEqual([
      `promised: ${main.promise}`,
      `asked: ${main.asked}`,
      `expected: ${main.expected}`,
      `got: ${main.got}`,
      'first',
      `trace ${main.traceId}, sent ${main.at}`,
    ])
  })

  test('distinguishes the reasons that a service gave at different places', () => {
    const there = finding({ evidence: [], said: '"audience"', asked: 'GET https://a.example/1' })
    const here = finding({ evidence: [], said: '"expired"', asked: 'GET https://a.example/2' })
    const same = { ...there, asked: 'GET https://a.example/3' }
    expect(supportLines(cause({ findings: [there, here, same], evidence: [] }))).toEqual([
      'GET https://a.example/2: it says "expired"',
    ])
  })

  test('says conclusions first, so that no long quote hides them', () => {
    const seen = [saw('x'.repeat(500)), { ...EXPERIMENT, excludes: 'a lost token' }]
    const [first] = supportLines(cause({ findings: [finding({ evidence: seen })] }))
    expect(first).toMatch(/^excludes a lost token: /)
  })

  test('counts the findings that are not shown, those that had no room among them', () => {
    const long = finding({ evidence: Array.from({ length: 30 }, (_, at) => saw(`fact ${at}`)) })
    const lines = supportLines(cause({ findings: [long, ...Array(39).fill(finding())] }))
    expect(lines.at(-1)).toBe('and 39 more findings of the same kind')
  })

  test('of many findings is that of the first three, and a count', () => {
    const findings = [1, 2, 3, 4, 5].map((at) => finding({ evidence: [saw(`fact ${at}`)] }))
    expect(supportLines(cause({ findings, evidence: [] }))).toEqual([
      'fact 1',
      'fact 2',
      'fact 3',
      'and 2 more findings of the same kind',
    ])
  })
})
