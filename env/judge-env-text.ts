import { listSome } from '../helpers/text/words.ts'
import { nearestName } from './nearest-name.ts'
import type { EnvEntry, EnvText, LineProblem } from './parse-env-text.ts'
import type { ConfigProblem } from './target.ts'
import type { Variable } from './variable.ts'

/** How a file is called in messages, and the variables that a run reads. */
export interface EnvFileAbout {
  readonly shown: string
  readonly variables: readonly Variable[]
}

/** A name that the file sets and no variable of the run has. */
export interface Unread {
  readonly name: string
  readonly from: string
  /** The known name that may be meant. */
  readonly near?: string
}

export interface EnvTextVerdict {
  readonly problems: readonly ConfigProblem[]
  readonly warnings: readonly ConfigProblem[]
  /** Variables whose absence one of these problems explains. */
  readonly lost: ReadonlySet<string>
  readonly unread: readonly Unread[]
}

const LONGEST_NAME = 64
/** Unknown names compared with the known ones, so that a huge file costs little. */
const MOST_COMPARED = 100

/** What is wrong with an env file as a file: lines that say nothing, misspelt names, values given twice. */
export function judgeEnvText(text: EnvText, about: EnvFileAbout): EnvTextVerdict {
  const isKnown = ({ name }: EnvEntry) => about.variables.some((known) => known.name === name)
  const set = new Set(text.entries.map(({ name }) => name))
  const unknown = text.entries.filter((entry) => !isKnown(entry)).map(({ name }) => name)
  const lines = judgeLines(text.problems, about)
  const names = judgeNames([...new Set(unknown)], set, about)
  const twice = judgeRepeated(text.entries.filter(isKnown), about)
  return {
    problems: [...lines, ...names.problems, ...twice.problems],
    warnings: twice.warnings,
    unread: names.unread,
    lost: new Set([
      ...text.problems.flatMap((line) => line.names),
      ...names.problems.map(({ variable }) => variable),
    ]),
  }
}

/** Line numbers that one message lists. */
const MOST_LISTED = 8

/** A bad line about one variable is a problem of that variable; other bad lines are grouped by their message. */
function judgeLines(lines: readonly LineProblem[], about: EnvFileAbout): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const together = new Map<string, number[]>()
  for (const { line, names, message } of lines) {
    const [name = ''] = names
    if (names.length === 1 && about.variables.some((known) => known.name === name)) {
      problems.push(problemOf(name, `on line ${line} ${message}`, about))
    } else if (!together.get(message)?.push(line)) together.set(message, [line])
  }
  for (const [message, numbers] of together) {
    const which =
      numbers.length > 1
        ? `each of whose lines ${listSome(numbers, MOST_LISTED)}`
        : `whose line ${numbers[0]}`
    problems.push(problemOf('--env', `reads ${about.shown}, ${which} ${message}`, about))
  }
  return problems
}

/**
 * If a name is one or two letters away from a known name that the file does not set, it is a misspelling. Other unknown
 * names belong to another reader of the file: one file may serve two contracts.
 */
function judgeNames(names: readonly string[], set: ReadonlySet<string>, about: EnvFileAbout) {
  const known = about.variables.map(({ name }) => name)
  const problems: ConfigProblem[] = []
  const unread: Unread[] = []
  for (const name of names.slice(0, MOST_COMPARED)) {
    const called = name.slice(0, LONGEST_NAME)
    const near = nearestName(name, known)
    if (near?.by === 'typo' && !set.has(near.name)) {
      problems.push(problemOf(near.name, `is misspelt as ${called}`, about))
    } else {
      unread.push({ name: called, from: about.shown, ...(near && { near: near.name }) })
    }
  }
  return { problems, unread }
}

function judgeRepeated(entries: readonly EnvEntry[], about: EnvFileAbout) {
  const problems: ConfigProblem[] = []
  const warnings: ConfigProblem[] = []
  for (const { name } of about.variables) {
    const all = entries.filter((entry) => entry.name === name)
    const lines = listSome(all.map(({ line }) => line))
    if (new Set(all.map(({ value }) => value)).size > 1) {
      problems.push(
        problemOf(name, `is set to different values on lines ${lines}; keep one`, about),
      )
    } else if (all.length > 1) {
      warnings.push(problemOf(name, `is set on each of lines ${lines}; keep one`, about))
    }
  }
  return { problems, warnings }
}

function problemOf(
  name: string,
  message: string,
  { shown, variables }: EnvFileAbout,
): ConfigProblem {
  const example = variables.find((known) => known.name === name)?.example ?? 'see env/example.env'
  return { code: 'config.invalid', variable: name, message, example, from: shown }
}
