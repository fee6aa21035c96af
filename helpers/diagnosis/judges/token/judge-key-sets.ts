import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import type { DecodedToken } from '../../../tokens/decode-token.ts'
import { findingOf } from '../finding-of.ts'
import { keyListIn, textOf } from './judge-published-keys.ts'

/**
 * Whether the issuer publishes the same keys each time it is asked. Sets with no key in common are several issuers behind
 * one name; sets that all have the key of this run's token are a rotation on its way, or a cache of an older set, and
 * break nothing yet. A set without any key fits no token.
 */
export function judgeKeySets(
  sets: readonly Exchange[],
  { issuer, jwt }: TokenPromise,
  token?: DecodedToken,
): Finding | undefined {
  const answered = sets.flatMap((set) => (set.kind === 'answer' && set.status === 200 ? [set] : []))
  const [first] = answered
  const kinds = [...new Set(answered.map((set) => idsIn(set).join(', ')))]
  if (first === undefined || kinds.length < 2) return undefined
  const shown = kinds.map((kids) => quote(kids === '' ? 'no key' : kids, 80)).join(' and ')
  const kid = token?.kind === 'jwt' ? token.header.kid : undefined
  const lacks =
    typeof kid === 'string' ? answered.filter((set) => !idsIn(set).includes(idOf(kid))).length : 0
  const common = idsIn(first).filter((id) => answered.every((set) => idsIn(set).includes(id)))
  const empty = answered.filter((set) => idsIn(set).length === 0).length
  const words =
    empty > 0
      ? holdingNone(empty, answered.length)
      : common.length === 0
        ? ALL_DIFFER
        : lacks > 0
          ? lacking(idOf(kid), lacks, answered.length)
          : { ...OVERLAP, severity: 'warning' as const }
  return findingOf('token.signature', issuer, first.asked, {
    ...(jwt?.key.kind === 'jwks' && {
      subject: `${jwt.key.request.method} ${jwt.key.request.path}`,
    }),
    promise: `${issuer} publishes the same keys every time`,
    expected: `one set of keys in ${answered.length} answers`,
    got: `${kinds.length} sets: ${shown}`,
    ...words,
    summary: `${issuer} publishes other keys from one request to the next (${shown}): ${words.summary}`,
  })
}

const ALL_DIFFER = {
  summary: 'several instances, each with a key of its own',
  nextSteps: [
    'Give all instances one signing key from one secret; an instance that makes its own at start signs tokens that the others do not know.',
  ],
}

const OVERLAP = {
  summary:
    'they have keys in common, as while keys are rotated, or where a cache keeps an older set',
  nextSteps: [
    'If no rotation is on its way, look for a cache in front of the key set, and for an instance that has not read the keys again: a token that is signed with the newest key is refused where the older set is read.',
  ],
}

function holdingNone(count: number, all: number) {
  return {
    summary: `${count} of ${all} answers hold no key at all`,
    nextSteps: [
      'Look for an instance whose keystore is empty or cannot be read, or that answers before its keys are loaded: services that ask it for keys refuse every token.',
    ],
  }
}

function lacking(kid: string, count: number, all: number) {
  return {
    summary: `${count} of ${all} answers lack the key ${quote(kid, 60)}, with which it signs`,
    nextSteps: [
      'Look for a cache in front of the key set, and for an instance that has not read the keys again; publish a key everywhere before tokens are signed with it.',
    ],
  }
}

/** The ids of the keys, sorted, or the keys themselves where they have none (RFC 7517 §4.5). */
function idsIn(set: Exchange): readonly string[] {
  return (keyListIn(set) ?? []).map(({ kid, n, x }) => idOf(kid ?? n ?? x ?? '')).sort()
}

function idOf(id: unknown): string {
  return textOf(id).slice(0, 40)
}
