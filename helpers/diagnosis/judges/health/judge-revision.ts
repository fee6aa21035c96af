import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { grouped } from '../../../text/grouped.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'

/** What the samples of one service said their revision is, in order; the request that was first asked. */
export interface RevisionsSeen {
  readonly asked: Asked
  readonly revisions: readonly string[]
}

/**
 * Whether one revision serves, and the expected one when one is expected. Split traffic is reported even
 * if none is expected; a service that shows no revision is reported only if one is.
 */
export function judgeRevision(
  seen: RevisionsSeen,
  expected: string | undefined,
  service: ServicePromise,
): Finding | undefined {
  const distinct = [...new Set(seen.revisions)]
  const promise =
    expected === undefined
      ? `one revision of ${service.name} serves`
      : `revision ${expected} of ${service.name} serves`
  const words = (got: string) => ({
    promise,
    expected: expected ?? 'the same revision in every answer',
    got,
  })
  if (distinct.length > 1)
    return findingOf(
      'revision.split',
      service.name,
      seen.asked,
      words(
        `${distinct.length} revisions in ${seen.revisions.length} answers: ${tally(seen.revisions)}`,
      ),
    )
  if (expected === undefined) return undefined
  const only = distinct[0]
  if (only === undefined)
    return findingOf(
      'revision.unknown',
      service.name,
      seen.asked,
      words('no revision in any answer'),
    )
  return matches(only, expected)
    ? undefined
    : findingOf('revision.stale', service.name, seen.asked, words(quote(only, 120)))
}

/** The expected text may be the revision itself or its tail (`00317-696` of `netra-backend-staging-00317-696`). */
function matches(shown: string, expected: string): boolean {
  return shown === expected || shown.endsWith(`-${expected}`)
}

function tally(revisions: readonly string[]): string {
  return [...grouped(revisions, (revision) => revision)]
    .map(([revision, { length }]) => `${quote(revision, 120)} (${length})`)
    .join(', ')
}

/**
 * The expected revision of one service. If each service has its own revision, as on Cloud Run, the text names them:
 * `backend=00317-696,auth=00201-abc`. A service that the text does not name has no expected revision.
 */
export function expectedRevisionOf(service: string, text: string | undefined): string | undefined {
  if (text === undefined || !text.includes('=')) return text
  return parts(text).find(([name]) => name === service)?.[1]
}

/** The parts of the text that name no service of the contract, or are not `service=revision`. */
export function unknownNamesIn(text: string, services: readonly string[]): readonly string[] {
  if (!text.includes('=')) return []
  return parts(text)
    .filter(([name, revision]) => !services.includes(name) || revision === '')
    .map(([name, revision]) => `${name}=${revision}`)
}

function parts(text: string): readonly (readonly [name: string, revision: string])[] {
  return text.split(',').map((part) => {
    const [name = '', ...revision] = part.split('=')
    return [name.trim(), revision.join('=').trim()]
  })
}
