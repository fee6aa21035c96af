import type { ConfigProblem } from '../../env/target.ts'
import { CODE_TABLE } from '../../helpers/diagnosis/codes/code-table.ts'
import { fillCodes } from '../../helpers/diagnosis/codes/fill-code.ts'
import { CODES } from '../../helpers/record/code.ts'
import { saw } from '../../helpers/record/finding.ts'
import type { RootCause } from '../../helpers/record/run-record.ts'
import { counted, listSome } from '../../helpers/text/words.ts'
import { asTyped } from '../cli/typed-as.ts'

/** What several variables or flags have in common, by the code of their problems. */
const IN_COMMON: Readonly<Record<ConfigProblem['code'], string>> = {
  'config.missing': 'are not set',
  'config.placeholder': 'are still placeholders',
  'config.invalid': 'cannot be used',
  'config.localhost': 'lead to this very machine',
  'config.insecure': 'are not encrypted',
}

/**
 * The root causes of a run that cannot start: problems of one code are one cause, with every variable that
 * has it. Problems of the command line come first, as a cause of their own: the reader corrects them in another place.
 */
export function problemCauses(
  problems: readonly ConfigProblem[],
  environment: string,
): readonly RootCause[] {
  const typed = problems.filter(isTyped)
  const written = problems.filter(isWritten)
  const set = problems.filter((problem) => !isTyped(problem) && !isWritten(problem))
  const codes = [...new Set(set.map(({ code }) => code))].sort(
    (a, b) => CODES.indexOf(a) - CODES.indexOf(b),
  )
  return [
    ...(typed.length === 0 ? [] : [typedCause(typed)]),
    ...(written.length === 0 ? [] : [writtenCause(written)]),
    ...codes.map((code) =>
      setCause(
        code,
        set.filter((problem) => problem.code === code),
        environment,
      ),
    ),
  ]
}

/** What to do about a problem: where its value came from, and one that works, as it would be typed. */
function wayOut(problem: ConfigProblem): readonly string[] {
  const { variable, example, from } = problem
  if (isTyped(problem)) return [`an example that works: ${asTyped(example)}`]
  if (isWritten(problem)) return [`an example that works: ${example}`]
  return [
    ...(from === 'unset' ? [] : [`it came from ${from}`]),
    `an example that works: ${variable}=${example}`,
  ]
}

/** Whether the command line itself is wrong, and no variable. */
function isTyped({ variable, from }: ConfigProblem): boolean {
  return variable.startsWith('-') || from === 'the command line'
}

/** Whether the contract is wrong, and no variable. */
function isWritten({ contract }: ConfigProblem): boolean {
  return contract !== undefined
}

function writtenCause(problems: readonly ConfigProblem[]): RootCause {
  const file = problems[0]?.contract ?? 'the contract'
  const cause = causeOf('config.invalid', problems)
  return {
    ...cause,
    summary:
      problems.length === 1
        ? `${file}: ${cause.summary}`
        : `${file}: ${counted(problems.length, 'mistake')} in the contract`,
    causes: [],
    nextSteps: [
      `Correct ${file}: each message names the place, what is wrong there and what works.`,
      'docs/contract.md lists every field, with an example of each.',
    ],
  }
}

function typedCause(problems: readonly ConfigProblem[]): RootCause {
  return {
    ...causeOf('config.invalid', problems),
    causes: [],
    nextSteps: [
      `Correct ${namesOf(problems)}: the message says what is wrong and shows what works.`,
      asTyped('`npm test -- --help` lists the flags.'),
    ],
  }
}

function setCause(
  code: ConfigProblem['code'],
  problems: readonly ConfigProblem[],
  environment: string,
): RootCause {
  const { causes, nextSteps } = CODE_TABLE[code]
  const facts = { service: 'config', variable: namesOf(problems), environment }
  return {
    ...causeOf(code, problems),
    causes: fillCodes(causes, facts),
    nextSteps: fillCodes(nextSteps, facts).map(asTyped),
  }
}

/** The root cause of these problems, without causes and next steps. */
function causeOf(code: ConfigProblem['code'], problems: readonly ConfigProblem[]) {
  const [first, ...others] = problems
  const isOne = first !== undefined && others.length === 0
  return {
    code,
    service: 'config',
    summary: isOne
      ? `${first.variable} ${first.message}`
      : `${namesOf(problems)} ${IN_COMMON[code]}`,
    evidence: (isOne ? wayOut(first) : problems.map(inOneLine)).map(saw),
    blocks: [],
    fails: [],
    explains: [],
    findings: [],
  }
}

/** A problem with its way out: what a list of several shows of each. */
export function inOneLine(problem: ConfigProblem): string {
  const { contract, variable, message } = problem
  const where = contract === undefined ? variable : `${contract}: ${variable}`
  return [`${where} ${message}`, ...wayOut(problem)].join('; ')
}

/** The names of the variables, each once: "A, B and C". */
function namesOf(problems: readonly ConfigProblem[]): string {
  return listSome([...new Set(problems.map(({ variable }) => variable))])
}
