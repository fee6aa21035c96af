import { createInterface } from 'node:readline/promises'
import { parseInit } from './options.ts'

/** One line for the person: what was seen, what could not be, what is done next. */
export type Say = (kind: 'looking' | 'saw' | 'note', text: string) => void

/** Asks a person a question; an empty answer leaves it open. */
export type AskPerson = (question: string) => Promise<string>

/** What is asked where the command line does not say it, with the flag that an answer stands for. */
const QUESTIONS = [
  {
    flag: '--login',
    question: 'A curl line that signs in as a test user (Enter for none): ',
  },
  {
    flag: '--protected',
    question: 'The path of a route that needs the token (Enter for none): ',
  },
] as const

/** The command line with what a person adds to it. */
export async function askMissing(
  argv: readonly string[],
  ask: AskPerson,
): Promise<readonly string[]> {
  const said = [...argv]
  const has = (flag: string) => said.some((word) => word === flag || word.startsWith(`${flag}=`))
  const { options, problems } = parseInit(argv)
  if (options.services.length === 0 && problems.length === 0) {
    const urls = await ask('The URLs of your services, with blanks between them: ')
    said.push(...urls.split(/\s+/).filter((word) => word !== ''))
  }
  for (const { flag, question } of QUESTIONS) {
    if (has(flag)) continue
    // A route is asked with a token only.
    if (flag === '--protected' && !has('--login') && !has('--token')) continue
    if (flag === '--login' && has('--token')) continue
    const answer = (await ask(question)).trim()
    if (answer !== '') said.push(flag, answer)
  }
  return said
}

/** Asks for the kind of environment, where the hosts could be those of production. */
export async function askKind(argv: readonly string[], ask: AskPerson): Promise<readonly string[]> {
  const kind = (await ask('What kind of environment is it: staging or development? ')).trim()
  return kind === '' ? argv : [...argv, '--kind', kind]
}

/** Questions on this terminal; undefined if no person sits at it. */
export function personHere(ci: string | undefined): AskPerson | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY || ci !== undefined) return undefined
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout })
    try {
      return await lines.question(question)
    } finally {
      lines.close()
    }
  }
}

/** Prints a text, and gives the exit code. */
export function print(text: string, exitCode = 0): number {
  process.stdout.write(text)
  return exitCode
}
