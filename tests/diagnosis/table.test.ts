import { describe, expect, test } from 'vitest'
import { CODE_TABLE } from '../../helpers/diagnosis/codes/code-table.ts'
import { fillCodes, PLACEHOLDERS } from '../../helpers/diagnosis/codes/fill-code.ts'
import { HOST_COMMANDS, type Host } from '../../helpers/diagnosis/codes/host-commands.ts'
import type { CodeEntry } from '../../helpers/diagnosis/codes/table/entry.ts'
import { CODES, type Code } from '../../helpers/record/code.ts'
import { netra } from '../support/contracts.ts'

const WARNINGS: readonly Code[] = [
  'tls.expiring-soon',
  'edge.cached',
  'service.degraded',
  'service.slow',
  'revision.unknown',
  'ws.bypass',
  'stream.held',
  'stream.compressed-burst',
  'check.flaky',
]

/** What the first platform calls its settings and log lines, word by word. */
const PLATFORM_WORDS = Object.values<string>({ ...netra.serverWords }).flatMap((text) =>
  text.split(/, | and | or /).filter((word) => word !== 'ENVIRONMENT'),
)

/** Placeholders whose values are checked before they go into a command, and are of use there. */
const USED_IN_COMMANDS = ['url', 'host', 'port', 'deployedAs', 'region', 'environment', 'strict']

const HOSTS = Object.keys(HOST_COMMANDS) as Host[]

const entries = Object.entries(CODE_TABLE) as readonly (readonly [Code, CodeEntry])[]

describe('the code table', () => {
  test('holds every code once, and nothing else', () => {
    expect(Object.keys(CODE_TABLE).sort()).toEqual([...CODES].sort())
  })

  test('calls exactly the codes marked (w) in the design warnings', () => {
    const warnings = entries.filter(([, { severity }]) => severity === 'warning')
    expect(warnings.map(([code]) => code)).toEqual(WARNINGS)
  })

  test('has no summary and no meaning twice', () => {
    for (const part of ['summary', 'meaning'] as const) {
      const texts = entries.map(([, entry]) => entry[part])
      expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([])
    }
  })
})

describe.each(entries)('%s', (code, { meaning, summary, causes, nextSteps }) => {
  const texts = [meaning, summary, ...causes, ...nextSteps]

  test('says in one sentence what was seen, about no deployment in particular', () => {
    expect(meaning).toMatch(/^[A-Z][^{}`]{20,140}\.$/)
  })

  test('has a summary of one line that names who or what is at fault', () => {
    expect(summary).toMatch(/^[^\n`]{15,130}[^.\n`]$/)
    expect(summary).toMatch(code.startsWith('config.') ? /\{variable\}/ : /\{service\}/)
  })

  test('ranks two to five causes, each one short sentence', () => {
    expect(causes.length).toBeGreaterThanOrEqual(2)
    expect(causes.length).toBeLessThanOrEqual(5)
    for (const cause of causes) expect(cause).toMatch(/^[A-Z{"][^\n`]{20,200}\.$/)
  })

  test.each([undefined, ...HOSTS])('gives two to four next steps for a service on %s', (runsOn) => {
    const steps = fillCodes(nextSteps, { service: 'api', runsOn })
    expect(steps.length).toBeGreaterThanOrEqual(2)
    expect(steps.length).toBeLessThanOrEqual(4)
    for (const step of steps) expect(step).toMatch(/^[A-Z`{].{20,400}[.?]$/)
  })

  test('gives a next step that can be typed, where the host is known', () => {
    expect(fillCodes(nextSteps, { runsOn: 'cloud-run' }).join(' ')).toMatch(/`[a-z]+ .+`/)
  })

  test('names no setting or log line that only one platform has: those come from its contract', () => {
    for (const word of PLATFORM_WORDS) expect(texts.join('\n')).not.toContain(word)
  })

  test('uses known placeholders only, and in commands only those fit for a shell', () => {
    for (const text of texts) {
      const parts = text.split('`')
      expect(parts.length % 2, `an open backtick: ${text}`).toBe(1)
      parts.forEach((written, index) => {
        const part = index % 2 === 0 ? written.replaceAll(/\{command:\w+\}/g, '') : written
        const allowed = index % 2 === 0 ? PLACEHOLDERS : USED_IN_COMMANDS
        const names = [...part.matchAll(/\{([^{}|]*)(\|[^{}]*)?\}/g)].map((match) => match[1])
        expect(allowed).toEqual(expect.arrayContaining(names))
        expect(part.replaceAll(/\{[^{}]*\}/g, '')).not.toMatch(/[{}]/)
      })
    }
  })

  test('says where a command of one cloud only is of use', () => {
    for (const text of texts.filter((one) => /gcloud|Cloud Run|kubectl|heroku/.test(one)))
      expect(text).toMatch(/^On (?:Cloud Run|Google Cloud): /)
  })

  test('never has anybody print a secret', () => {
    for (const step of nextSteps) {
      expect(step).not.toMatch(/printenv|echo "?\$|\{secretVariable[^}]*\}=/)
    }
  })

  test('blames nobody and hides nothing behind soft words', () => {
    expect(texts.join(' ')).not.toMatch(/\b(should have|obviously|simply|somebody's fault|etc)\b/i)
  })
})

describe.each(HOSTS)('the commands of %s', (host) => {
  const commands = Object.values(HOST_COMMANDS[host])

  test('are each named by a next step', () => {
    const named = entries.flatMap(([, { nextSteps }]) =>
      nextSteps.flatMap((text) => [...text.matchAll(/\{command:(\w+)\}/g)].map(([, name]) => name)),
    )
    expect(named).toEqual(expect.arrayContaining(Object.keys(HOST_COMMANDS[host])))
  })

  test('name the service, and use nothing that is unfit for a shell', () => {
    for (const command of commands) {
      expect(command).toMatch(/\{deployedAs\}|sha256sum$/)
      for (const [, name] of command.matchAll(/\{(\w+)\}/g))
        expect(['deployedAs', 'region', 'namespace', 'strict']).toContain(name)
    }
  })
})
