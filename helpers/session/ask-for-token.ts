import { setTimeout as sleep } from 'node:timers/promises'
import type { Refusal, RequestTemplate } from '../../contracts/schema/common.ts'
import type { Exchange } from '../http/exchange.ts'
import { retryAfter } from '../http/header-fields.ts'
import { isRefused } from '../promise/expectation.ts'
import type { Extra } from './ask-options.ts'
import { withHistory } from './cold-start.ts'
import { judgeable } from './scope.ts'
import type { Session } from './session.ts'

/** The longest time that a server on its start may ask for, milliseconds; and the time where it names none. */
const PAUSE_MS = { most: 3_000, usual: 500 }

/**
 * Asks for a token. Minutes after a deploy the health of an issuer can be warm and its login cold: a login that met 502,
 * 503 or 504, or no answer in time, is sent once more, since it changes nothing that a user sees; the check that needed
 * the second one says so. An answer that means "not offered here" stands.
 */
export async function askForToken(
  session: Session,
  template: RequestTemplate,
  { values, unavailable }: { readonly values: Extra; readonly unavailable: readonly Refusal[] },
): Promise<Exchange> {
  const first = await session.ask(template, { values, again: 'if-cold', priority: 'high' })
  if (first.kind !== 'answer' || ![502, 503, 504].includes(first.status)) return first
  if (unavailable.some((refusal) => isRefused(first, refusal))) return first
  const wanted = retryAfter(first.headers['retry-after'], Date.now()) ?? PAUSE_MS.usual
  if (wanted > PAUSE_MS.most) return first
  await sleep(wanted, undefined, { signal: session.stop }).catch(() => {})
  const second = await session.ask(template, { values, again: 'never', priority: 'high' })
  return second.kind === 'answer' ? judgeable(withHistory(second, first), template.service) : first
}
