import { processEnv } from '../target/process-env.ts'

/** Columns that plain output is laid out for. */
const PLAIN_COLUMNS = 100

/** What standard output is, and how it may be written to (https://no-color.org). */
export function terminal(): {
  readonly isTerminal: boolean
  /** `suites`: a CI system keeps the log, and the reports have each check. */
  readonly detail: 'checks' | 'suites'
  readonly colour: 'ansi' | 'none'
  readonly columns: number
  /** `osc8`: words can be links. */
  readonly links: 'osc8' | 'none'
} {
  const isTerminal = process.stdout.isTTY === true && processEnv.CI === undefined
  return {
    isTerminal,
    detail: processEnv.CI === undefined ? 'checks' : 'suites',
    colour: isTerminal && (processEnv.NO_COLOR ?? '') === '' ? 'ansi' : 'none',
    columns: isTerminal ? process.stdout.columns : PLAIN_COLUMNS,
    links: isTerminal && hasLinks() ? 'osc8' : 'none',
  }
}

/** Terminals that name themselves by a variable and have links (https://github.com/Alhadis/OSC8-Adoption); inside tmux and screen this is unknown. */
function hasLinks(): boolean {
  const {
    TERM = '',
    TERM_PROGRAM = '',
    TMUX,
    VTE_VERSION,
    WT_SESSION,
    KONSOLE_VERSION,
  } = processEnv
  if (TMUX !== undefined || TERM.startsWith('screen')) return false
  return (
    LINKING_PROGRAMS.has(TERM_PROGRAM) ||
    LINKING_TERMS.test(TERM) ||
    Number(VTE_VERSION ?? 0) >= FIRST_LINKING_VTE ||
    WT_SESSION !== undefined ||
    KONSOLE_VERSION !== undefined
  )
}

const LINKING_PROGRAMS: ReadonlySet<string> = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty'])
const LINKING_TERMS = /^(?:xterm-kitty|xterm-ghostty|alacritty|foot)/
/** VTE has links from 0.50 on. */
const FIRST_LINKING_VTE = 5000
