import fc from 'fast-check'
import type { Origin, Target } from '../../../../env/target.ts'
import { judgeConfigured } from '../../../../helpers/diagnosis/judges/token/judge-configured.ts'
import { judgeCookie } from '../../../../helpers/diagnosis/judges/token/judge-cookie.ts'
import {
  judgeCredentials,
  judgeWrongCredentials,
} from '../../../../helpers/diagnosis/judges/token/judge-credentials.ts'
import { judgeIssuing } from '../../../../helpers/diagnosis/judges/token/judge-issuing.ts'
import { judgeIssuingTime } from '../../../../helpers/diagnosis/judges/token/judge-issuing-time.ts'
import { judgeKeySets } from '../../../../helpers/diagnosis/judges/token/judge-key-sets.ts'
import { judgeKeyRoute } from '../../../../helpers/diagnosis/judges/token/judge-published-keys.ts'
import { judgeRefresh } from '../../../../helpers/diagnosis/judges/token/judge-refresh.ts'
import { judgeSignOut } from '../../../../helpers/diagnosis/judges/token/judge-sign-out.ts'
import { anyText } from '../../../http/support/any-text.ts'
import { tokens } from '../../../support/contracts.ts'
import { anyAsked, anyExchange } from '../any-fact.ts'
import { anyKeySet, anyOutcome, publishing } from '../any-token-fact.ts'
import { anyRoute, anySamples, type Judges, judging, optional } from './judging.ts'

/** The judges of what the issuer of tokens answers, by the file that each stands in. */
export const ISSUER_JUDGES: Judges = {
  'judge-configured': {
    judgeConfigured: judging(
      fc.record({ url: anyText, from: fc.constantFrom('env/staging.env', 'default') }),
      ({ url, from }) => judgeConfigured(originOf(from), targetOf(url)),
    ),
  },
  'judge-cookie': {
    judgeCookie: judging(
      fc.record({
        name: fc.constantFrom('session', '__Host-session'),
        attributes: anyText,
        asked: anyAsked,
        fate: fc.oneof(
          fc.constant({ kind: 'kept' as const }),
          fc.record({
            kind: fc.constantFrom('dropped' as const, 'not-sent' as const),
            why: anyText,
          }),
        ),
      }),
      (fact) => judgeCookie(fact, 'auth'),
    ),
  },
  'judge-credentials': {
    judgeCredentials: judging(
      fc.record({ exchange: anyExchange, users: fc.constantFrom('served', 'unknown') }),
      ({ exchange, users }) => judgeCredentials(exchange, tokens, users),
    ),
    judgeWrongCredentials: judging(
      fc.record({ exchange: anyExchange, wrong: fc.constantFrom(...tokens.wrongCredentials) }),
      ({ exchange, wrong }) => judgeWrongCredentials(exchange, wrong, tokens),
    ),
  },
  'judge-issuing': {
    judgeIssuing: judging(
      fc.record({
        tried: fc.array(fc.record({ way: fc.constantFrom(...tokens.ways), outcome: anyOutcome }), {
          maxLength: 3,
        }),
        unset: fc.array(
          fc.constantFrom(...tokens.ways).map((way) => ({ way, missing: ['SMOKE_USER_EMAIL'] })),
          { maxLength: 2 },
        ),
      }),
      (fact) => judgeIssuing(fact, tokens, 'staging'),
    ),
  },
  'judge-issuing-time': {
    judgeIssuingTime: judging(
      fc.record({ exchange: anyExchange, again: optional(anyExchange) }),
      ({ exchange, again }) =>
        exchange.kind === 'answer' ? judgeIssuingTime(exchange, again, tokens) : undefined,
    ),
  },
  'judge-key-sets': {
    judgeKeySets: judging(fc.array(fc.oneof(anyExchange, anyKeySet), { maxLength: 4 }), (sets) =>
      judgeKeySets(sets, publishing),
    ),
  },
  'judge-published-keys': {
    judgeKeyRoute: judging(anySamples, (sets) => judgeKeyRoute(sets, publishing)),
  },
  'judge-refresh': {
    judgeRefresh: judging(
      fc.record({ exchange: anyExchange, verified: optional(anyExchange) }),
      ({ exchange, verified }) => judgeRefresh({ exchange, ...(verified && { verified }) }, tokens),
    ),
  },
  'judge-sign-out': {
    judgeSignOut: judging(
      fc.record({ signedOut: anyExchange, of: anyRoute, exchange: anyExchange }),
      ({ signedOut, of: { route }, exchange }) =>
        judgeSignOut(
          { signedOut, after: [{ route, exchange }] },
          {
            signOut: {
              request: { service: 'auth', method: 'POST', path: '/auth/logout' },
              statuses: [200],
              ends: 'session',
            },
          },
        ),
    ),
  },
}

function originOf(from: string): Origin {
  return { variable: 'BACKEND_URL', value: '', from, overrides: [], normalised: [] }
}

function targetOf(url: string): Target {
  const warning = { code: 'config.insecure', variable: 'BACKEND_URL', message: 'is plain http' }
  return {
    environment: 'staging',
    kind: 'staging',
    urls: { BACKEND_URL: url },
    texts: {},
    secrets: {},
    readyWaitSeconds: 0,
    requestTimeoutMs: 10_000,
    maxConcurrentRequests: 4,
    knownHosts: [],
    origins: [],
    warnings: [{ ...warning, code: 'config.insecure', example: 'https://x', from: 'default' }],
  }
}
