import type { RootCause } from '../../record/run-record.ts'
import { bounded, printable } from '../../text/quote.ts'
import { compareText, counted } from '../../text/words.ts'
import { wrapText } from '../../text/wrap-text.ts'
import { logLinks, supportLines, webLink, withoutLogs } from '../words/cause-words.ts'
import { bySuite } from '../words/status-words.ts'
import { labelled, labelledWhole, type Paint, terminalLink } from './layout.ts'

const INDENT = 4
const EVIDENCE_MAX = 6
/** A longer quote is whole in the reports. */
const EVIDENCE_TEXT_MAX = 240
const STEPS_MAX = 3
const IDS_MAX = 3
const LOG_WORDS = 'open the logs of this request'
const CURL_MAX = 2_000

interface Layout {
  readonly columns: number
  readonly paint: Paint
  readonly links: 'osc8' | 'none'
  /** `short`: what is broken, what came and the first thing to do; for those after the first few. */
  readonly detail: 'full' | 'short'
  /** `headline`: its one line has just been read. */
  readonly summary: 'here' | 'headline'
}

/** A root cause for the terminal: the code, the first things to do, the facts and where to look, and how much hangs on it. */
export function causeBlock(
  cause: RootCause,
  number: number,
  { columns, paint, links, detail, summary: told }: Layout,
): readonly string[] {
  const { code, service, summary, nextSteps, blocks, fails, findings } = cause
  const [main] = findings
  const line = (label: string, text: string | undefined): readonly string[] =>
    labelled(label, text, { indent: INDENT, columns, paint })
  const list = (label: string, texts: readonly string[]): readonly string[] =>
    texts.flatMap((text, at) => line(at === 0 ? label : '', text))
  const whole = (label: string, text: string | undefined): readonly string[] =>
    labelledWhole(label, text, { indent: INDENT, columns, paint })
  const logLine = (url: string): readonly string[] =>
    links === 'osc8'
      ? line('logs', LOG_WORDS).map((text) => text.replace(LOG_WORDS, terminalLink(LOG_WORDS, url)))
      : whole('logs', url)
  const evidence = supportLines(withoutLogs(cause))
    .slice(0, EVIDENCE_MAX)
    .map((text) => bounded(text, EVIDENCE_TEXT_MAX))
  const isFull = detail === 'full'
  const steps = nextSteps.slice(0, isFull ? STEPS_MAX : 1)
  const [logs] = logLinks(cause).flatMap((url) => webLink(url) ?? [])
  const sent = main?.at === undefined ? '' : ` sent ${main.at}`
  return [
    `${paint(`${number}.`.padStart(INDENT - 1), 'bold')} ${paint(code, 'bold', 'red')}  ${paint(printable(bounded(service, 60)), 'bold')}`,
    ...(told === 'headline'
      ? []
      : wrapText(printable(bounded(summary, 480)), columns - INDENT).map(
          (text) => `${' '.repeat(INDENT)}${text}`,
        )),
    ...list(
      'next',
      steps.map((step, at) => (steps.length === 1 ? step : `${at + 1}. ${step}`)),
    ),
    ...(isFull ? line('promise', main?.promise) : []),
    ...(isFull ? line('asked', main?.asked) : []),
    ...line('expected', main?.expected),
    ...line('got', main?.got),
    ...(isFull && main?.traceId !== undefined ? line('trace', `${main.traceId}${sent}`) : []),
    ...(logs === undefined ? [] : logLine(logs)),
    ...(isFull ? whole('repeat', main?.curl && printable(bounded(main.curl, CURL_MAX))) : []),
    ...(isFull ? list('evidence', evidence) : []),
    ...line('fails', some(fails)),
    ...line(
      'blocks',
      blocks.length > IDS_MAX
        ? `${counted(blocks.length, 'check')}: ${bySuite(blocks)}`
        : some(blocks),
    ),
  ]
}

/** `4 checks: trust/backend/a, trust/backend/b, trust/backend/c and 1 more`. */
function some(ids: readonly string[]): string | undefined {
  if (ids.length === 0) return undefined
  const shown = [...ids].sort(compareText).slice(0, IDS_MAX)
  const more = ids.length > shown.length ? ` and ${ids.length - shown.length} more` : ''
  return `${counted(ids.length, 'check')}: ${shown.map((id) => bounded(id, 100)).join(', ')}${more}`
}
