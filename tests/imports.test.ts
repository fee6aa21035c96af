import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** Rooms of the house, deepest first where one stands in another. */
const ROOMS = [
  'contracts/type',
  'contracts',
  'env',
  'helpers/url',
  'helpers/http',
  'helpers/tokens',
  'helpers/socket',
  'helpers/report',
  'helpers/diagnosis',
  'helpers/check',
  'suites',
  'command',
  'reference',
] as const

type Room = (typeof ROOMS)[number]

/** The types of a contract, the environment, and the helpers that know protocols. */
const PROTOCOLS: readonly Room[] = [
  'contracts/type',
  'env',
  'helpers/url',
  'helpers/http',
  'helpers/tokens',
  'helpers/socket',
]

/** Which rooms a room may look into, beside itself. Imports point one way: env, contracts <- helpers <- suites. */
const MAY_IMPORT: Readonly<Record<Room, readonly Room[]>> = {
  'contracts/type': [],
  contracts: ['contracts/type', 'env'],
  env: ['contracts/type', 'helpers/url'],
  'helpers/url': [],
  'helpers/http': ['contracts/type', 'env', 'helpers/url'],
  'helpers/tokens': ['contracts/type', 'env', 'helpers/url', 'helpers/http'],
  'helpers/socket': ['contracts/type', 'env', 'helpers/url', 'helpers/http'],
  'helpers/report': [],
  'helpers/diagnosis': [...PROTOCOLS, 'contracts', 'helpers/report'],
  'helpers/check': [...PROTOCOLS, 'contracts', 'helpers/report', 'helpers/diagnosis'],
  suites: [
    'contracts/type',
    'contracts',
    'env',
    'helpers/tokens',
    'helpers/diagnosis',
    'helpers/check',
  ],
  command: [
    ...PROTOCOLS,
    'contracts',
    'helpers/report',
    'helpers/diagnosis',
    'helpers/check',
    'reference',
  ],
  reference: [],
}

/** Where a type may come from although nothing that runs may. */
const MAY_NAME: Partial<Readonly<Record<Room, readonly Room[]>>> = {
  // A record holds findings; what they mean is not its business.
  'helpers/report': ['helpers/diagnosis'],
}

/** What lies outside the rooms and may be used by them. */
const OUTSIDE = ['load/load.mjs']

interface Import {
  readonly file: string
  readonly target: string
  readonly kind: 'type' | 'value'
}

const FILES = ROOMS.filter((room) => !room.includes('/'))
  .concat(['helpers' as Room])
  .flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(room, file)),
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

function isAllowed({ file, target, kind }: Import): boolean {
  const [from, to] = [roomOf(file), roomOf(target)]
  if (from === undefined || from === to) return from !== undefined
  if (to === undefined) return from !== 'reference' && OUTSIDE.includes(target)
  return MAY_IMPORT[from].includes(to) || (kind === 'type' && MAY_NAME[from]?.includes(to) === true)
}

describe('imports', () => {
  test('point one way', () => {
    expect(FILES.length).toBeGreaterThan(200)
    const strays = FILES.flatMap(importsOf)
      .filter((one) => !isAllowed(one))
      .map(({ file, target, kind }) => `${file} imports ${target} (${kind})`)
    expect(strays).toEqual([])
  })

  test('go in no circle that runs', () => {
    const next = new Map(
      FILES.map((file) => [
        file,
        importsOf(file).flatMap(({ target, kind }) => (kind === 'value' ? [target] : [])),
      ]),
    )
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
  expect(readers).toEqual(['command/process-env.ts'])
})

test('only the command ends the process, listens to signals or prints', () => {
  const acts = /\bprocess\.(?:exit\(|exitCode|on\(|once\(|stdout|stderr)|\bconsole\.\w+\(/
  const actors = FILES.filter(
    (file) => roomOf(file) !== 'command' && file !== 'reference/main.ts' && acts.test(textOf(file)),
  )
  expect(actors).toEqual([])
})

test('no file is longer than 200 lines', () => {
  const longer = FILES.map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
    .filter(({ lines }) => lines > 200)
    .map(({ file, lines }) => `${file}: ${lines}`)
  expect(longer).toEqual([])
})

test('suites keep no state, catch nothing and set no deadline', () => {
  const files = FILES.filter(
    (file) => file.startsWith('suites/') && !/run\.smoke|register/.test(file),
  )
  expect(files.length).toBeGreaterThan(6)
  const strays = files.flatMap((file) =>
    [...textOf(file).matchAll(/\blet \w+ ?[=:]|\btry \{|\bsetTimeout\b|\bretry\b/g)].map(
      ([word]) => `${file}: ${word}`,
    ),
  )
  expect(strays).toEqual([])
})
