import { describe, expect, test } from 'vitest'
import type { PagePromise } from '../../contracts/schema/page.ts'
import { judgeLearning } from '../../helpers/diagnosis/judges/page/judge-learning.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { netra as contract } from '../support/contracts.ts'
import { answer, page, silence } from './support/facts.ts'
import { fileOf } from './support/loaded-page.ts'

const PAGE = contract.pages[0] as PagePromise
const SHELL = '<!doctype html><title>App</title>'
const judge = (settings: readonly Exchange[], calledHere: readonly Exchange[] = []) =>
  judgeLearning(
    {
      settings: settings.map((one) => fileOf({ url: 'https://app.example.com/config.json' }, one)),
      calledHere: calledHere.map((exchange) => ({ path: '/api/threads', exchange })),
    },
    PAGE,
    ['backend', 'api.example.net'],
  )

describe('a page whose scripts name no API', () => {
  test('has settings that are the start page, or are gone', () => {
    for (const one of [page(200, SHELL), answer(404, {}), answer(410, {})])
      expect(judge([one])).toMatchObject({
        code: 'frontend.asset-missing',
        subject: '"/config.json"',
        summary: expect.stringContaining('no script names api.example.net'),
      })
  })

  test('has settings that are there, or are not answered', () => {
    expect(judge([answer(200, {}), silence('http.timeout', 'late')])).toBeUndefined()
  })

  test('calls it at the host of the page, which has a page or nothing there', () => {
    for (const one of [page(200, SHELL), page(404, 'Not Found')])
      expect(judge([], [one])).toMatchObject({
        code: 'frontend.wrong-target',
        subject: 'backend',
        summary: expect.stringContaining('"/api/threads" at the page\'s own host'),
      })
  })

  test('calls it at the host of the page, which has it there', () => {
    for (const one of [answer(200, []), answer(401, {}), answer(404, { detail: 'no such thread' })])
      expect(judge([], [one])).toBeUndefined()
  })
})
