import { processEnv } from '../target/process-env.ts'

/** Columns that plain output is laid out for. */
const PLAIN_COLUMNS = 100

/** What standard output is, and how it may be written to (https://no-color.org). */
export function terminal(): {
  readonly isTerminal: boolean
  readonly colour: 'ansi' | 'none'
  readonly columns: number
} {
  const isTerminal = process.stdout.isTTY === true && processEnv.CI === undefined
  return {
    isTerminal,
    colour: isTerminal && (processEnv.NO_COLOR ?? '') === '' ? 'ansi' : 'none',
    columns: isTerminal ? process.stdout.columns : PLAIN_COLUMNS,
  }
}
