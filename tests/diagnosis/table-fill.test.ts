import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CODE_TABLE } from '../../helpers/diagnosis/codes/code-table.ts'
import { type CodeFacts, fillCode, fillCodes } from '../../helpers/diagnosis/codes/fill-code.ts'

const everyText = Object.values(CODE_TABLE).flatMap(({ summary, causes, nextSteps }) => [
  summary,
  ...causes,
  ...nextSteps,
])

const backend: CodeFacts = {
  service: 'backend',
  deployedAs: 'netra-backend-staging',
  url: 'https://api.staging.example/base/health?full=1',
  variable: 'BACKEND_URL',
  subject: 'redis',
  expected: '00317-696',
  environment: 'staging',
  secretVariable: 'SERVICE_SECRET',
}

const anyFacts = fc.record(
  Object.fromEntries(
    Object.keys(backend).map((name) => [name, fc.string({ unit: 'grapheme', maxLength: 60 })]),
  ),
  { requiredKeys: [] },
)

describe('fillCode', () => {
  test('sends the method that was asked with, in a command that shows the answer', () => {
    const text = "`curl -sS -i --max-time 30 '{url}'`"
    const shown = (method?: string) => fillCode(text, { url: 'https://a.example/x', method })
    expect(shown('POST')).toBe("`curl -sS -i -X POST --max-time 30 'https://a.example/x'`")
    expect(shown('GET')).toBe("`curl -sS -i --max-time 30 'https://a.example/x'`")
    expect(shown()).toBe(shown('GET'))
  })

  test('puts known values in', () => {
    expect(fillCode('{service} at {url} lacks {subject}', backend)).toBe(
      'backend at https://api.staging.example/base/health?full=1 lacks redis',
    )
  })

  test('takes host and port from the URL', () => {
    expect(fillCode('{host} {port}', backend)).toBe('api.staging.example 443')
    expect(fillCode('{host} {port}', { url: 'ws://127.0.0.1:8000/ws' })).toBe('127.0.0.1 8000')
    expect(fillCode('{host} {port}', { url: 'http://h.example/' })).toBe('h.example 80')
  })

  test('says in plain words what is unknown, with a capital where a sentence begins', () => {
    expect(fillCode('{service} is down. {subject} says so to {service}.', {})).toBe(
      'The service is down. It says so to the service.',
    )
  })

  test('takes the words that a text brings along for what is unknown', () => {
    const text = 'cannot reach {subject|a dependency}'
    expect(fillCode(text, {})).toBe('cannot reach a dependency')
    expect(fillCode(text, { subject: 'redis' })).toBe('cannot reach redis')
  })

  test('takes an empty value for unknown', () => {
    expect(fillCode('Set {variable}.', { variable: ' ' })).toBe('Set the variable.')
  })

  test('spells the URL of a WebSocket as curl wants it, in commands only', () => {
    const facts = { url: 'wss://api.example/ws' }
    expect(fillCode("{url}: `curl '{url}'`", facts)).toBe(
      "wss://api.example/ws: `curl 'https://api.example/ws'`",
    )
  })

  test.each([
    [{}, 'Read the log of the service.'],
    [{ service: 'api', url: 'https://api.example/' }, 'Read the log of api.'],
    [
      { service: 'api', runsOn: 'kubernetes', deployedAs: 'api', namespace: 'shop' },
      'Read the log of api (`kubectl logs deployment/api --namespace shop --since 10m`).',
    ],
    [
      { service: 'api', runsOn: 'systemd', deployedAs: 'x; reboot' },
      'Read the log of api (`journalctl --unit SERVICE_NAME --lines 100`).',
    ],
    [
      { service: 'api', url: 'https://api-x7.a.run.app/health' },
      'Read the log of api (`gcloud run services logs read SERVICE_NAME --region REGION --limit 100`).',
    ],
    [
      { service: 'api', runsOn: 'compose', url: 'https://api-x7.a.run.app/health' },
      'Read the log of api (`docker compose logs --tail 100 SERVICE_NAME`).',
    ],
  ] as const)('names the command of the host that %j runs on', (facts, filled) => {
    expect(fillCode('Read the log of {service}{command:log}.', facts)).toBe(filled)
  })

  test('leaves out what holds on another host only', () => {
    const texts = ['Look at it.', 'On Cloud Run: `gcloud run services list`.']
    expect(fillCodes(texts, { runsOn: 'cloud-run' })).toEqual(texts)
    expect(fillCodes(texts, { runsOn: 'kubernetes' })).toEqual(['Look at it.'])
    expect(fillCodes(texts, {})).toEqual(['Look at it.'])
  })

  test('leaves a word in capitals in a command where the value is unknown', () => {
    expect(fillCode('`gcloud run services describe {deployedAs}`', {})).toBe(
      '`gcloud run services describe SERVICE_NAME`',
    )
  })

  test.each(["https://h/'; reboot #", 'https://h/$(id)', 'https://h/`id`', 'https://h/ -o x'])(
    'keeps %j out of a command',
    (url) => {
      expect(fillCode("`curl '{url}'`", { url })).toBe("`curl 'URL'`")
    },
  )

  test('keeps what begins like an option out of a command', () => {
    expect(fillCode('`dig +short {host}`', { host: '-x' })).toBe('`dig +short HOST`')
  })

  test('never reads a value as a template', () => {
    expect(fillCode('{subject} of {service}', { subject: '{service}', service: 'auth' })).toBe(
      '{service} of auth',
    )
  })

  test.each([
    ['nothing', {}],
    ['everything', backend],
    ['the service only', { service: 'auth' }],
  ])('leaves no placeholder in the table when it knows %s', (_, facts) => {
    for (const text of everyText) {
      const filled = fillCode(text, facts)
      expect(filled).not.toMatch(/[{}]/)
      expect(filled).not.toMatch(/undefined|\bthe the\b|\ba the\b|\bthe a\b/)
    }
  })

  test('whatever the facts, stays on one line and adds no command', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyText), anyFacts, (text, facts) => {
        const commands = fillCode(text, facts).split('`').length
        const shell = text.split('`').filter((_, index) => index % 2 === 1)
        expect(fillCode(text, facts)).not.toMatch(/[\r\n]/)
        expect(commands).toBe(text.split('`').length)
        for (const command of shell)
          expect(fillCode(`\`${command}\``, facts).length).toBeLessThan(command.length + 200)
      }),
    )
  })
})
