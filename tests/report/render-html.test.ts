import * as fc from 'fast-check'
import { parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { renderHtml } from '../../helpers/report/html/render-html.ts'
import { bounded, printable } from '../../helpers/text/quote.ts'
import { ALL_RECORDS } from './records/all.ts'
import { anyRecord } from './records/any-record.ts'
import { cause } from './records/cause.ts'
import { check } from './records/check.ts'
import { blocked, green, red } from './records/examples.ts'
import { finding } from './records/finding.ts'
import { HOSTILE_TEXTS, hostile } from './records/hostile.ts'
import { large } from './records/large.ts'
import { runRecord } from './records/run-record.ts'
import { activeHtml, attribute, elementsOf, shownTexts, textOf } from './support/active-html.ts'
import { all, textIn } from './support/html-of.ts'

const LIMIT_BYTES = 2 * 1024 * 1024

describe('the page', () => {
  test.each(ALL_RECORDS)('of %s loads nothing and runs nothing but its own', (_, record) => {
    expect(activeHtml(renderHtml(record))).toEqual([])
  })

  test('is inert whatever the texts are', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(activeHtml(renderHtml(record))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('shows hostile texts as the texts that they are', () => {
    const texts = new Set(shownTexts(renderHtml(hostile)))
    const notes = HOSTILE_TEXTS.map((text) =>
      printable(bounded(bounded(text, 1_000), 2_500)).replaceAll('`', ''),
    )
    expect(notes.filter((text) => !texts.has(text))).toEqual([])
  })

  test('stays under 2 MiB for a thousand checks and three thousand requests, and leaves nothing out', () => {
    const page = renderHtml(large)
    expect(Buffer.byteLength(page)).toBeLessThan(LIMIT_BYTES)
    expect(page).not.toContain('left out here')
    expect(elementsOf(parse(page)).filter((one) => attribute(one, 'data-status'))).toHaveLength(
      1_000,
    )
  })

  test('stays under 2 MiB whatever servers say, and counts what it leaves out', () => {
    const loud = '"&'.repeat(5_000)
    const many = Array.from({ length: 1_000 }, (_, at) =>
      check(`health/api/${at}`, loud, {
        status: 'failed',
        findings: [finding({ got: loud, expected: loud })],
      }),
    )
    const record = runRecord({
      verdict: 'fail',
      checks: many,
      rootCauses: Array.from({ length: 200 }, () =>
        cause({ summary: loud, nextSteps: [loud, loud], explains: [loud, loud] }),
      ),
      notes: [loud],
    })
    expect(Buffer.byteLength(renderHtml(record))).toBeLessThan(LIMIT_BYTES)
    expect(textIn(record)).toMatch(/\d+ more left out here/)
    expect(textIn(record)).toMatch(/\d+ checks left out here/)
  })

  test('has one heading of the first rank, which is the verdict, and a title with it', () => {
    expect(all(red, 'h1').map(textOf).join()).toMatch(/^FAIL roll back/)
    expect(all(red, 'title').map(textOf)).toEqual(['FAIL · staging · roll back'])
  })
})

describe('the first screen', () => {
  test('says of each root cause what to do, how to repeat the request and where its logs are', () => {
    const curl = `curl -i 'https://api.example.com/things' -H "authorization: Bearer $TOKEN"`
    const record = runRecord({
      verdict: 'fail',
      rootCauses: [
        cause({
          nextSteps: ['Compare both sides: `gcloud secrets list`.'],
          findings: [finding({ curl })],
          evidence: [{ kind: 'logs', url: 'https://logs.example.com/q?trace=4bf9' }],
        }),
      ],
    })
    expect(textIn(record)).toContain('Compare both sides: gcloud secrets list')
    expect(all(record, 'pre').map(textOf)).toEqual([curl])
    expect(textIn(record)).toContain('Set TOKEN first')
    expect(all(record, 'a').map((one) => attribute(one, 'href'))).toContain(
      'https://logs.example.com/q?trace=4bf9',
    )
  })

  test('makes a link of an address of the web alone', () => {
    const url = 'javascript:alert(1)'
    const record = runRecord({ rootCauses: [cause({ evidence: [{ kind: 'logs', url }] })] })
    expect(textIn(record)).toContain(`Logs of this request: ${url}`)
    expect(all(record, 'a').map((one) => attribute(one, 'href'))).not.toContain(url)
  })

  test('says what was not tried, and why', () => {
    const reason = 'production gets no writes without --allow-writes'
    const skipped = [1, 2].map((at) =>
      check(`chat/thread/${at}`, 'is created', { status: 'skipped', reason }),
    )
    expect(textIn(runRecord({ checks: skipped }))).toContain(`2 checks: ${reason}`)
    expect(textIn(blocked)).toMatch(/12 checks blocked by the root cause below/)
    expect(textIn(green)).toContain('every check was tried')
  })
})

test('what changed, how it looks from each place, and what had not answered, stand where they are known', () => {
  const none = { new: [], fixed: [], still: [], unseen: [] }
  const lost = { code: 'data.lost', service: 'backend', summary: 'backend loses threads' }
  const request = {
    service: 'backend',
    method: 'GET',
    url: 'https://api.example.com/slow',
    startMs: 0,
    phases: { firstByte: 2_100 },
    fault: 'own.cancelled',
    traceId: 'a',
  }
  const record = runRecord({
    exitCode: 130,
    comparison: {
      earlier: { runId: 'run-1', startedAt: '2026-03-01T00:00:00.000Z', decision: 'promote' },
      causes: { ...none, fixed: [lost] },
      checks: none,
    },
    places: [{ place: 'europe-west1', problem: 'its files are missing' }],
    requestLog: { requests: [request], leftOut: 0 },
  })
  expect(textIn(record)).toContain('Changed since run run-1')
  expect(textIn(record)).toContain('fixed: data.lost (backend): backend loses threads')
  expect(textIn(record)).toContain('europe-west1 · not counted: its files are missing')
  expect(textIn(record)).toMatch(
    /GET https:\/\/api.example.com\/slow of backend: 2.1 s without an answer/,
  )
})
