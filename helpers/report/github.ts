import { appendFile, stat } from 'node:fs/promises'
import type { RootCause, RunRecord } from '../record/run-record.ts'
import { bounded, printable } from '../text/quote.ts'
import { counted } from '../text/words.ts'
import { whyNotWritten } from './files.ts'
import { evidenceLines } from './words/cause-words.ts'
import { comparisonInShort } from './words/run-words.ts'
import { environmentName } from './words/status-words.ts'

const NOTE = '\n> **Shortened:** the rest is in the report files of this run.\n'
const CLOSE = '\n</details>\n'

/** GitHub drops the summary of a step that is larger than this, whole. */
const LIMIT_BYTES = 1024 * 1024

/**
 * Appends markdown to the file that GitHub shows as the step's summary, shortened where the file would grow
 * over the limit. Gives what went wrong, in words; a summary that cannot be shown must not fail a run.
 */
export async function appendStepSummary(
  file: string,
  markdown: string,
): Promise<string | undefined> {
  try {
    const used = await stat(file)
      .then(({ size }) => size)
      .catch(() => 0)
    const start = used > 0 ? '\n' : ''
    const room = LIMIT_BYTES - used - start.length - 1
    const text = cutMarkdown(markdown, room)
    if (text === '') return `no room is left in ${file}: it holds ${used} bytes already`
    await appendFile(file, `${start}${text}`, 'utf8')
    return text === markdown ? undefined : `shortened to the ${room} bytes left in ${file}`
  } catch (error) {
    return `${file}: ${whyNotWritten(error)}`
  }
}

/**
 * Markdown within so many bytes: whole lines only, what was opened is closed, and it is said that
 * something is missing. Empty when there is no room for anything.
 */
function cutMarkdown(markdown: string, maxBytes: number): string {
  if (Buffer.byteLength(markdown) <= maxBytes) return markdown
  let left = maxBytes - Buffer.byteLength(NOTE) - CLOSE.length
  const lines: string[] = []
  let open = 0
  for (const line of markdown.split('\n')) {
    left -= Buffer.byteLength(line) + 1
    if (left < 0) break
    lines.push(line)
    if (line === '<details>') open += 1
    if (line === '</details>') open -= 1
  }
  if (lines.length === 0) return ''
  return `${lines.join('\n')}\n${open > 0 ? CLOSE : ''}${NOTE}`
}

/** GitHub cuts titles at 255 characters and messages at 64 KB; a person reads less. */
const TITLE_MAX = 200
const MESSAGE_MAX = 4000

/** GitHub shows ten annotations of a kind for a step, and drops the others without a word. */
const MOST = 10

const STEPS_MAX = 2
const EVIDENCE_MAX = 10

/**
 * Workflow commands for GitHub Actions, a line each: an error for every root cause, a warning for every
 * warning. The tenth of a kind says how many more there are. A run that is red without a root cause has one too.
 */
export function renderAnnotations(record: RunRecord): string {
  const { rootCauses, warnings, exitCode, headline, run, comparison } = record
  const errors =
    rootCauses.length === 0 && exitCode !== 0
      ? [workflowCommand('error', environmentName(run), headline)]
      : commands('error', rootCauses)
  const since =
    comparison === undefined
      ? []
      : [workflowCommand('notice', 'compared', comparisonInShort(comparison))]
  return [...errors, ...commands('warning', warnings), ...since].map((line) => `${line}\n`).join('')
}

function commands(kind: 'error' | 'warning', causes: readonly RootCause[]): readonly string[] {
  const shown = causes.length > MOST ? causes.slice(0, MOST - 1) : causes
  const more = causes.length - shown.length
  const last = `${counted(more, `more ${kind}`)}: see the summary of this job`
  return [
    ...shown.map((cause) => command(kind, cause)),
    ...(more > 0 ? [workflowCommand(kind, 'more', last)] : []),
  ]
}

function command(kind: 'error' | 'warning', cause: RootCause): string {
  const { code, service, summary, nextSteps, blocks, findings } = cause
  const [main] = findings
  const lines = [
    summary,
    ...(main === undefined
      ? evidenceLines(cause).slice(0, EVIDENCE_MAX)
      : [`Asked: ${main.asked}`, `Expected: ${main.expected}`, `Got: ${main.got}`]),
    ...nextSteps.slice(0, STEPS_MAX).map((step) => `Next: ${step}`),
    ...(blocks.length === 0 ? [] : [`Blocks ${counted(blocks.length, 'check')}`]),
  ]
  return workflowCommand(kind, `${code} (${service})`, lines.join('\n'))
}

/**
 * An annotation as a GitHub Actions workflow command, escaped as the runner undoes it: `%`, CR and LF in
 * data; `:` and `,` too in properties (actions/runner, ActionCommand.cs; actions/toolkit, command.ts).
 */
function workflowCommand(
  kind: 'error' | 'warning' | 'notice',
  title: string,
  message: string,
): string {
  const property = data(printable(bounded(title, TITLE_MAX)))
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C')
  return `::${kind} title=${property}::${data(printable(bounded(message, MESSAGE_MAX), 'keep'))}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
