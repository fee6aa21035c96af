import type { PlaceRecord, RunRecord } from '../../helpers/record/run-record.ts'
import { environmentName } from '../../helpers/report/words/status-words.ts'
import { compareText, counted } from '../../helpers/text/words.ts'

/** A folder that was given, and the run in it. */
export interface GivenRun {
  /** The name of the folder, for a run that names no place. */
  readonly folder: string
  readonly read:
    | { readonly kind: 'record'; readonly record: RunRecord }
    | { readonly kind: 'problem'; readonly message: string }
}

/** A run that counts, and its place. */
export interface Counted {
  readonly place: string
  readonly record: RunRecord
}

export interface Sorted {
  readonly parts: readonly Counted[]
  /** What is missing, twice there, unreadable, or of another run: a whole with any of these is never green. */
  readonly problems: readonly (PlaceRecord & { readonly problem: string })[]
}

/** Parts of one run begin together; one that began longer before the last is of another. */
const TOGETHER_MS = 3_600_000

/** Sorts out what does not belong to one whole of the expected number. */
export function sortParts(given: readonly GivenRun[], expected: number | undefined): Sorted {
  const problems: (PlaceRecord & { problem: string })[] = []
  const read: Counted[] = []
  for (const { folder, read: one } of given)
    if (one.kind === 'record')
      read.push({ place: one.record.run.place ?? folder, record: one.record })
    else problems.push({ place: folder, problem: one.message })
  const whole = commonest(read)
  const parts: Counted[] = []
  for (const one of [...read].sort(newestFirst)) {
    const foreign = whole && whyForeign(one.record, whole)
    const twin = parts.find(
      ({ place, record }) => place === one.place || record.run.id === one.record.run.id,
    )
    if (foreign !== undefined) problems.push({ ...without(one), problem: foreign })
    else if (twin !== undefined)
      problems.push({
        ...without(one),
        problem:
          twin.record.run.id === one.record.run.id
            ? `the run ${one.record.run.id} is there twice`
            : `there are two runs from ${one.place}: ${twin.record.run.id} counts, and ${one.record.run.id} began before it`,
      })
    else parts.push(one)
  }
  const names = parts.map(({ place }) => place)
  const told = Math.max(0, ...parts.map(({ record }) => record.run.part?.of ?? 0))
  const wanted = expected ?? (told > 0 ? told : undefined)
  return {
    parts: parts.sort(({ place: a }, { place: b }) => inOrder(a, b)),
    problems: [...problems, ...missing(names, wanted), ...tooMany(names, wanted)],
  }
}

/** A place and why it does not count. */
function without({ place }: Counted): { readonly place: string } {
  return { place }
}

function newestFirst(a: Counted, b: Counted): number {
  return Date.parse(b.record.run.startedAt) - Date.parse(a.record.run.startedAt)
}

/** The run that most of the others are like. */
function commonest(read: readonly Counted[]): RunRecord | undefined {
  const sizes = new Map<string, { count: number; record: RunRecord }>()
  for (const { record } of [...read].sort(newestFirst)) {
    const key = JSON.stringify(traitsOf(record).map(([, value]) => value))
    const seen = sizes.get(key) ?? { count: 0, record }
    sizes.set(key, { ...seen, count: seen.count + 1 })
  }
  return [...sizes.values()].sort((a, b) => b.count - a.count)[0]?.record
}

/** What all parts of one run share; undefined where a run could not start and does not know. */
function traitsOf({
  run,
}: RunRecord): readonly (readonly [what: string, value: string | undefined])[] {
  return [
    ['environment', environmentName(run)],
    ['contract', run.platform],
    ['run', run.part?.execution],
    [
      'expected revision',
      run.platform === undefined ? undefined : (run.expectedRevision ?? 'none'),
    ],
  ]
}

function whyForeign(record: RunRecord, whole: RunRecord): string | undefined {
  const others = traitsOf(whole)
  const other = traitsOf(record).find(
    ([, value], at) =>
      value !== undefined && others[at]?.[1] !== undefined && value !== others[at]?.[1],
  )
  if (other !== undefined) {
    const [what, value] = other
    return `it is of another ${what}: ${value}`
  }
  const apartMs = Math.abs(Date.parse(record.run.startedAt) - Date.parse(whole.run.startedAt))
  return apartMs > TOGETHER_MS
    ? `it is of another run: it began at ${record.run.startedAt}`
    : undefined
}

const NUMBERED = /^(task|index|node)-(\d{1,5})$/

/** The first number that each engine gives. */
const FIRST = { task: 0, index: 0, node: 1 } as const

/** Which parts are missing: by their numbers where an engine numbered them, else how many. */
function missing(
  names: readonly string[],
  expected = 0,
): readonly (PlaceRecord & { problem: string })[] {
  if (names.length >= expected) return []
  const numbered = names.flatMap((name) => {
    const [, word, number] = NUMBERED.exec(name) ?? []
    return word === undefined ? [] : [{ word: word as keyof typeof FIRST, number: Number(number) }]
  })
  const word = numbered[0]?.word
  const isOneKind = numbered.length === names.length && numbered.every((one) => one.word === word)
  if (word === undefined || !isOneKind) {
    const left = expected - names.length
    return [
      {
        place: counted(left, 'place'),
        problem: `missing: ${expected} were expected, and ${names.length} are there`,
      },
    ]
  }
  return Array.from({ length: Math.min(expected, 10_000) }, (_, at) => at + FIRST[word])
    .filter((number) => !numbered.some((one) => one.number === number))
    .map((number) => ({ place: `${word}-${number}`, problem: 'missing: there is no run of it' }))
}

function tooMany(
  names: readonly string[],
  expected: number | undefined,
): readonly (PlaceRecord & { problem: string })[] {
  if (expected === undefined || names.length <= expected) return []
  return [
    {
      place: counted(names.length - expected, 'place'),
      problem: `too many: ${expected} were expected, and ${names.length} are there`,
    },
  ]
}

/** `task-2` before `task-10`. */
function inOrder(a: string, b: string): number {
  const [one, two] = [NUMBERED.exec(a), NUMBERED.exec(b)]
  const apart = one && two && one[1] === two[1] ? Number(one[2]) - Number(two[2]) : 0
  return apart !== 0 ? apart : compareText(a, b)
}
