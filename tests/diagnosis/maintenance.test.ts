import { describe, expect, test } from 'vitest'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import { answer, page } from './support/facts.ts'
import { html } from './support/own-pages/own-page.ts'

const SOON = html('We will be right back', '<h1>Back soon</h1>')

describe('a service that says that it is in maintenance', () => {
  test.each([
    ['a reason in JSON', answer(503, { message: 'The service is down for maintenance' })],
    ['an error of its own', answer(503, { error: 'maintenance_mode' })],
    ['a page', page(503, html('Scheduled maintenance', ''))],
    ['a heading', page(502, html('Shop', '<h1>We are undergoing maintenance</h1>'))],
    ['a line', answer(503, 'Under maintenance', { 'content-type': 'text/plain' })],
    ['a page with 200', page(200, html('Maintenance mode', ''))],
    ['words of many pages', page(503, SOON)],
  ])('%s', (_, exchange) => {
    const found = judgeAnswered(exchange, 'api', 'it answers', [200])
    expect(found).toMatchObject({ code: 'service.unavailable', culprit: 'unclear' })
    expect(found?.summary).toMatch(/^api is in maintenance, by its answer at https:/)
  })

  test('its first line says until when', () => {
    const exchange = answer(503, { message: 'Under maintenance' }, { 'retry-after': '3600' })
    const found = judgeAnswered(exchange, 'api', 'it answers')
    expect(found?.summary).toMatch(/: 503, Retry-After "3600"$/)
    expect(found?.said).toBe('"Under maintenance"')
  })
})

describe('a service that says when to come back, and no more', () => {
  const WHEN = { 'retry-after': '60' }
  test.each([
    ['a page of Laravel', page(503, html('Service Unavailable', '<h1>503</h1>'), WHEN)],
    ['JSON of Laravel', answer(503, { message: 'Service Unavailable' }, WHEN)],
    ['nothing', answer(503, '', WHEN)],
  ])('by %s, may be in maintenance: hold', (_, exchange) => {
    const found = judgeAnswered(exchange, 'api', 'it answers')
    expect(found).toMatchObject({ code: 'service.unavailable', culprit: 'unclear' })
    expect(found?.summary).toBe(
      'api says when to come back, and not why, at https://api.example.com/health (503, Retry-After "60"): it is in maintenance, or cannot serve',
    )
  })

  test.each([
    ['a reason', answer(503, { message: 'no database' }, WHEN)],
    ['no time', answer(503, { message: 'Service Unavailable' })],
  ])('with %s, cannot serve', (_, exchange) => {
    expect(judgeAnswered(exchange, 'api', 'it answers')?.culprit).toBeUndefined()
  })
})

test.each([
  ['of its database', answer(503, { message: 'The database is under maintenance' })],
  ['of a record', answer(200, { id: 'pump-1', status: 'maintenance' })],
  ['in a text of a page that works', page(200, html('Garage', '<script src="/a.js"></script>'))],
  ['in a crash', answer(500, { message: 'maintenance job failed' })],
])('maintenance %s is none of the service', (_, exchange) => {
  const found = judgeAnswered(exchange, 'api', 'it answers', [200])
  expect(found?.summary ?? '').not.toContain('in maintenance')
  expect(found?.culprit).toBeUndefined()
})
