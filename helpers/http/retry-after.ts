/** Longer than any run waits; keeps sums of milliseconds exact. */
const MOST_SECONDS = 1e9

/**
 * How long a `Retry-After` asks to wait (RFC 9110 §10.2.3), in milliseconds from `nowMs` (since the
 * epoch): seconds, or an HTTP-date. A past date is 0; what is neither form is undefined, negative
 * numbers included; an absurd value is a long wait, which no deadline allows.
 */
export function retryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(Number(text), MOST_SECONDS) * 1_000
  const dateMs = httpDate(text)
  return dateMs === undefined ? undefined : Math.max(0, dateMs - nowMs)
}

/**
 * The three forms of RFC 9110 §5.6.7. `Date.parse` alone would take "-5" and "12 May" for dates, and
 * reads a form without a zone as local time.
 */
function httpDate(text: string): number | undefined {
  const gmt =
    /^[A-Z][a-z]{2,8}, \d{1,2}[ -][A-Z][a-z]{2}[ -](\d{4}|\d{2}) \d{2}:\d{2}:\d{2} GMT$/.test(text)
  const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/.test(text)
  if (!gmt && !asctime) return undefined
  const ms = Date.parse(asctime ? `${text} GMT` : text)
  return Number.isNaN(ms) ? undefined : ms
}
