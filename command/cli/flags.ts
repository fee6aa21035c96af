import { parseArgs } from 'node:util'
import { nearestName } from '../../env/nearest-name.ts'
import type { ConfigProblem } from '../../env/target.ts'
import { SUITE_NAMES, type SuiteName } from '../../helpers/session/run-input.ts'
import { quote } from '../../helpers/text/quote.ts'
import { flagProblem } from './flag-problem.ts'
import { FLAGS, type FlagAbout } from './flag-table.ts'

/** What the command line asks for; absent flags are undefined, so that the environment may decide. */
export interface Flags {
  readonly env: string
  readonly suites: readonly SuiteName[]
  readonly waitSeconds?: number
  readonly withinSeconds?: number
  readonly reportDir: string
  readonly contract?: string
  /** The ctrf.json of an earlier run. */
  readonly compare?: string
  readonly place?: string
  readonly faults: readonly string[]
  readonly expectRevision?: string
  readonly writes: 'allowed' | 'refused'
  readonly warnings: 'fail' | 'pass'
  readonly timings: 'printed' | 'not-asked'
  readonly action: 'run' | 'list' | 'faults' | 'explain-env' | 'help'
}

/** It becomes a part of names in every report. */
const IS_PLACE = /^[\w.-]{1,60}$/

/** Longest wait that makes sense after a deploy, in seconds: an hour. */
const LONGEST_WAIT = 3600

/** Reads the command line; all problems are reported at once, and no value is guessed. */
export function parseFlags(argv: readonly string[]): {
  readonly flags: Flags
  readonly problems: readonly ConfigProblem[]
} {
  const { given, problems } = readArguments(argv)
  const one = (name: string) => {
    const values = given.get(name) ?? []
    if (new Set(values).size > 1)
      problems.push(wrong(name, `is given ${values.length} times with different values`))
    return values.at(-1)
  }
  const env = one('env') ?? 'local'
  const wait = one('wait')
  const waitSeconds = wait === undefined ? undefined : seconds('wait', wait, 0, problems)
  const within = one('within')
  const withinSeconds = within === undefined ? undefined : seconds('within', within, 1, problems)
  const suites = (given.get('suite') ?? []).filter((name) => known(name, problems))
  const contract = one('contract')
  const compare = one('compare')
  const place = one('place')
  if (place !== undefined && !IS_PLACE.test(place))
    problems.push(
      wrong(
        'place',
        `${quote(place, 100)} is not 1 to 60 letters, digits, dots, dashes and underscores`,
      ),
    )
  const expectRevision = one('expect-revision')
  if (given.has('fault') && env !== 'local')
    problems.push(
      flagProblem(
        '--fault',
        `breaks the embedded reference deployment, not ${env}: use it without --env`,
        'npm test -- --fault backend-refused',
      ),
    )
  const flags: Flags = {
    env,
    suites: suites.length === 0 ? SUITE_NAMES : SUITE_NAMES.filter((name) => suites.includes(name)),
    reportDir: one('report-dir') ?? 'reports',
    faults: given.get('fault') ?? [],
    writes: given.has('allow-writes') ? 'allowed' : 'refused',
    warnings: given.has('strict') ? 'fail' : 'pass',
    timings: given.has('timings') ? 'printed' : 'not-asked',
    action:
      (['help', 'faults', 'list', 'explain-env'] as const).find((action) => given.has(action)) ??
      'run',
    ...(waitSeconds !== undefined && { waitSeconds }),
    ...(withinSeconds !== undefined && { withinSeconds }),
    ...(contract !== undefined && { contract }),
    ...(compare !== undefined && { compare }),
    ...(place !== undefined && { place }),
    ...(expectRevision !== undefined && { expectRevision }),
  }
  return { flags, problems }
}

/** Each flag that is given, with its values in their order, and what is no flag or has no value. */
function readArguments(argv: readonly string[]): {
  readonly given: ReadonlyMap<string, readonly string[]>
  readonly problems: ConfigProblem[]
} {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(Array.from(FLAGS, ([name, flag]) => [name, optionOf(flag)])),
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const problems: ConfigProblem[] = []
  const given = new Map<string, readonly string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(stray(token.value))
    if (token.kind !== 'option') continue
    const problem = problemOf(token.name, token.rawName, token.value)
    if (problem === undefined)
      given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? ''])
    else problems.push(problem)
  }
  return { given, problems }
}

function problemOf(
  name: string,
  rawName: string,
  value: string | undefined,
): ConfigProblem | undefined {
  const flag = FLAGS.get(name)
  if (flag === undefined) {
    const near = nearestName(name, [...FLAGS.keys()])
    return near === undefined
      ? flagProblem(rawName, 'is not a flag', USUAL)
      : flagProblem(rawName, `is not a flag (is --${near.name} meant?)`, exampleOf(near.name))
  }
  const { example } = flag
  if (flag.value === undefined)
    return value === undefined ? undefined : flagProblem(rawName, 'takes no value', example)
  return value === undefined || value === '' || value.startsWith('--')
    ? flagProblem(rawName, 'needs a value', example)
    : undefined
}

/** A flag as `parseArgs` of Node wants it. */
function optionOf({ value, short }: FlagAbout) {
  const kind =
    value === undefined
      ? ({ type: 'boolean' } as const)
      : ({ type: 'string', multiple: true } as const)
  return short === undefined ? kind : { ...kind, short }
}

function exampleOf(name: string): string {
  return FLAGS.get(name)?.example ?? `--${name}`
}

/** What is wrong with a flag of the table. */
function wrong(name: string, message: string): ConfigProblem {
  return flagProblem(`--${name}`, message, exampleOf(name))
}

/** What is typed most. */
const USUAL = 'npm test -- --env staging'

function stray(value: string): ConfigProblem {
  const message =
    'is not expected here: flags begin with two dashes, and npm passes them on after --'
  return flagProblem(value, message, USUAL)
}

function seconds(
  name: 'wait' | 'within',
  text: string,
  least: number,
  problems: ConfigProblem[],
): number | undefined {
  const number = Number(text)
  if (/^\d{1,4}$/.test(text) && number >= least && number <= LONGEST_WAIT) return number
  problems.push(
    wrong(name, `${text} is not a whole number of seconds from ${least} to ${LONGEST_WAIT}`),
  )
  return undefined
}

function known(name: string, problems: ConfigProblem[]): name is SuiteName {
  if ((SUITE_NAMES as readonly string[]).includes(name)) return true
  const near = nearestName(name, SUITE_NAMES)
  problems.push(
    wrong(
      'suite',
      `${name} names no suite${near === undefined ? '' : ` (is ${near.name} meant?)`}; known: ${SUITE_NAMES.join(', ')}`,
    ),
  )
  return false
}
