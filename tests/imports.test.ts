import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MAY_IMPORT, ROOMS, type Room } from './support/rooms.ts'

const ROOT = join(import.meta.dirname, '..')

/** What lies outside the rooms and may be used by them. */
const OUTSIDE = ['load/load.mjs']

interface Import {
  readonly file: string
  readonly target: string
  readonly kind: 'type' | 'value'
}

const FILES = [...new Set(ROOMS.map((room) => room.split('/')[0] as Room))].flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(room, file)),
)

/** Code that is in no room: tests, what they start, and what runs or measures the product. */
const CODE_AROUND = ['bench', 'examples', 'load', 'tests'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|mjs|py|go)$/.test(file) && !file.includes('node_modules'))
    .map((file) => join(folder, file)),
)

function roomOf(file: string): Room | undefined {
  return ROOMS.find((room) => file.startsWith(`${room}/`))
}

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}

/** What a file imports of the project, by its own relative paths. */
function importsOf(file: string): readonly Import[] {
  const found = textOf(file).matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"]*?from '(\.[^']+)'|import\((?:\/\*.*?\*\/ )?'(\.[^']+)'\)/g,
  )
  return [...found].map(([, type, named, lazily]) => ({
    file,
    target: relative(ROOT, join(ROOT, dirname(file), named ?? lazily ?? '')),
    kind: type === undefined ? 'value' : 'type',
  }))
}

function isAllowed({ file, target }: Import): boolean {
  const [from, to] = [roomOf(file), roomOf(target)]
  if (from === undefined || from === to) return from !== undefined
  if (to === undefined) return from !== 'reference' && OUTSIDE.includes(target)
  return MAY_IMPORT[from].includes(to)
}

describe('imports', () => {
  test('point one way', () => {
    expect(FILES.length).toBeGreaterThan(200)
    const strays = FILES.flatMap(importsOf)
      .filter((one) => !isAllowed(one))
      .map(({ file, target, kind }) => `${file} imports ${target} (${kind})`)
    expect(strays).toEqual([])
  })

  test('go in no circle, of values or of types', () => {
    const next = new Map(FILES.map((file) => [file, importsOf(file).map(({ target }) => target)]))
    const circles = FILES.filter((file) => {
      const reached = new Set(next.get(file))
      for (const step of reached) for (const target of next.get(step) ?? []) reached.add(target)
      return reached.has(file)
    })
    expect(circles).toEqual([])
  })
})

test('one file reads the environment of the process', () => {
  const readers = FILES.filter((file) => /\bprocess\.env\b/.test(textOf(file)))
  expect(readers).toEqual(['command/target/process-env.ts'])
})

test('secrets are revealed only where a request is made, a token is read or forged, a redactor learns them, or a worker gets them', () => {
  const revealing = FILES.filter((file) => /\.reveal\(\)/.test(textOf(file)))
  expect(revealing.sort()).toEqual([
    'env/client-certificate.ts',
    'env/extra-headers.ts',
    'helpers/http/connect/open-tls.ts',
    'helpers/http/connect/open-tunnel.ts',
    'helpers/http/request.ts',
    'helpers/promise/request.ts',
    'helpers/promise/template.ts',
    'helpers/session/secrets.ts',
    'helpers/socket/prepare-handshake.ts',
    'helpers/tokens/battery.ts',
    'helpers/tokens/decode-token.ts',
    'helpers/tokens/obtain-token.ts',
    'helpers/tokens/token-keys.ts',
    'helpers/tokens/verify-signature.ts',
    'runner/worker-messages.ts',
  ])
})

test('only the command ends the process, listens to signals or prints', () => {
  const acts =
    /\bprocess\.(?:exit\(|exitCode|on\((?!'uncaughtException'|'unhandledRejection')|once\(|stdout|stderr)|\bconsole\.\w+\(/
  const actors = FILES.filter(
    (file) => roomOf(file) !== 'command' && file !== 'reference/main.ts' && acts.test(textOf(file)),
  )
  expect(actors).toEqual([])
})

test('no file is longer than 200 lines', () => {
  const longer = [...FILES, ...CODE_AROUND]
    .map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
    .filter(({ lines }) => lines > 200)
    .map(({ file, lines }) => `${file}: ${lines}`)
  expect(longer).toEqual([])
})

test('suites keep no state, catch nothing and set no deadline', () => {
  const files = FILES.filter((file) => file.startsWith('suites/'))
  expect(files.length).toBeGreaterThan(6)
  const strays = files.flatMap((file) =>
    [...textOf(file).matchAll(/\blet \w+ ?[=:]|\btry \{|\bsetTimeout\b|\bretry\b/g)].map(
      ([word]) => `${file}: ${word}`,
    ),
  )
  expect(strays).toEqual([])
})
