import type { Answer } from '../../../http/exchange.ts'
import { lookUpJson } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { reasonIn } from '../describe-exchange.ts'
import { UNAVAILABLE } from './answer-signs.ts'

/** The words that most pages for a time of maintenance have in common. */
export const MAINTENANCE =
  /\b(?:under|down for|undergoing|scheduled|planned|performing|in)\b.{0,20}\bmaintenance\b|\bmaintenance[ _-](?:mode|in progress|window)\b|^(?:site |planned )?maintenance(?:[ _-]mode)?(?:$| [-–|])|\bbe right back\b|\bback (?:soon|shortly|online)\b/i

/** Maintenance of something else that the service needs is no mode of its own. */
const OF_ANOTHER =
  /\b(?:database|db|redis|cache|upstream|provider|dependency|partner|third[- ]party)\b/i

/** The status of a service, as a whole. */
const PAUSED = /^(?:in[_ -]|under[_ -])?maintenance(?:[_ -]mode)?$/i

/**
 * Whether an answer says of the service itself that it is in maintenance: a 502, 503 or 504 with such words, or a page
 * without a script under a good status.
 */
export function isMaintenance(answer: Answer): boolean {
  const { status } = answer
  if (status >= 300 && !UNAVAILABLE.has(status)) return false
  const words = wordsOf(answer)
  const isOwn = words.some((text) => MAINTENANCE.test(text) && !OF_ANOTHER.test(text))
  return status >= 300 ? isOwn || saysPaused(answer) : isOwn && isStaticPage(answer)
}

/** Words that say no more than 503. */
const NO_MORE_THAN_STATUS =
  /^(?:\W|\b(?:503|http|error|service|server|temporarily|unavailable)\b)*$/i

/**
 * Whether an answer says when to come back (RFC 9110 §15.6.4), and no more than its status: so answers an app in its maintenance mode
 * (Laravel 12, `php artisan down --retry`), and one that cannot serve for another reason.
 */
export function saysOnlyWhen(answer: Answer): boolean {
  return (
    answer.status === 503 &&
    answer.headers['retry-after'] !== undefined &&
    wordsOf(answer).every((text) => NO_MORE_THAN_STATUS.test(text))
  )
}

/** Whether the status of a body of JSON says so. */
function saysPaused({ json }: Answer): boolean {
  return ['status', 'state', 'mode', 'code', 'error'].some((key) => {
    const said = lookUpJson(json, key)
    return typeof said === 'string' && PAUSED.test(said.trim())
  })
}

function wordsOf(answer: Answer): readonly string[] {
  const { text, json } = answer
  const start = text.slice(0, 4096)
  if (json !== undefined) return [reasonIn(json) ?? '']
  if (!/^\s*</.test(start)) return [start.trim().slice(0, 200)]
  return [/<title[^>]{0,80}>([^<]{1,300})</i, /<h[12][^>]{0,200}>([^<]{1,300})</i].map(
    (part) => part.exec(start)?.[1]?.replaceAll(/\s+/g, ' ').trim() ?? '',
  )
}

function isStaticPage({ text }: Answer): boolean {
  return /^\s*<(?:!doctype|html)/i.test(text) && !/<script\b/i.test(text)
}

/** The words of a finding about a service in maintenance: until when, where it says that (RFC 9110 §10.2.3). To roll back ends no such mode. */
export function inMaintenance(
  answer: Answer,
  service: string,
): Pick<Finding, 'summary' | 'nextSteps' | 'culprit'> {
  const { status, headers, asked } = answer
  const until = headers['retry-after']
  const came = `${status}${until === undefined ? '' : `, Retry-After ${quote(until, 40)}`}`
  return {
    culprit: 'unclear',
    summary: isMaintenance(answer)
      ? `${service} is in maintenance, by its answer at ${asked.url}: ${came}`
      : `${service} says when to come back, and not why, at ${asked.url} (${came}): it is in maintenance, or cannot serve`,
    nextSteps: [
      'If the maintenance is planned, run again after its end. If the work is done, switch it off: `php artisan up` (Laravel), `bin/magento maintenance:disable`, `occ maintenance:mode --off` (Nextcloud), a setting, a flag or a file of the app, a rule of the proxy or the CDN.',
      'Look in the log of the deploy for the step that ends it: to roll back ends no such mode.',
    ],
  }
}
