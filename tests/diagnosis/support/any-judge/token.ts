import fc from 'fast-check'
import type { JwtPromise } from '../../../../contracts/schema/jwt.ts'
import { judgeClock } from '../../../../helpers/diagnosis/judges/token/judge-clock.ts'
import { judgeIssuedAt } from '../../../../helpers/diagnosis/judges/token/judge-issued-at.ts'
import { judgeSignature } from '../../../../helpers/diagnosis/judges/token/judge-signature.ts'
import {
  judgeClaims,
  judgeFormat,
  judgeLifetime,
} from '../../../../helpers/diagnosis/judges/token/judge-token.ts'
import { judgeTokenAnswer } from '../../../../helpers/diagnosis/judges/token/judge-token-answer.ts'
import {
  judgeVerdict,
  judgeWrongVerdict,
} from '../../../../helpers/diagnosis/judges/token/judge-verdict.ts'
import { tokens } from '../../../support/contracts.ts'
import { anyExchange } from '../any-fact.ts'
import { anyKeySet, anySignature, anyTokenFact, publishing } from '../any-token-fact.ts'
import { anyService, anySubject, type Judges, judging, optional } from './judging.ts'

const jwt = tokens.jwt as JwtPromise

/** The judges of a token and of its signature, by the file that each stands in. */
export const TOKEN_JUDGES: Judges = {
  'judge-clock': {
    judgeClock: judging(
      fc.record({ exchange: anyExchange, service: anyService }),
      ({ exchange, service }) => judgeClock(exchange, service, 60),
    ),
  },
  'judge-issued-at': {
    judgeIssuedAt: judging(anyTokenFact, (fact) => judgeIssuedAt(fact, tokens, jwt)),
  },
  'judge-signature': {
    judgeSignature: judging(
      fc.record({
        signature: anySignature,
        exchange: optional(anyExchange),
        keySet: optional(fc.oneof(anyExchange, anyKeySet)),
        token: optional(anyTokenFact),
        users: fc.constantFrom('served', 'unknown'),
        promise: fc.constantFrom(tokens, publishing),
      }),
      ({ signature, exchange, keySet, token, users, promise }) =>
        judgeSignature(
          signature,
          {
            ...(exchange && { exchange }),
            ...(keySet && { keySet }),
            ...(token && { decoded: token.decoded }),
          },
          promise,
          users,
        ),
    ),
  },
  'judge-token': {
    judgeFormat: judging(anyTokenFact, (fact) => judgeFormat(fact, tokens, jwt)),
    judgeClaims: judging(anyTokenFact, (fact) => judgeClaims(fact, tokens, jwt)),
    judgeLifetime: judging(anyTokenFact, (fact) => judgeLifetime(fact, tokens, jwt, 'staging')),
  },
  'judge-token-answer': {
    judgeTokenAnswer: judging(
      fc.record({ exchange: anyExchange, token: anyTokenFact }),
      ({ exchange, token: { decoded, receivedAtMs } }) =>
        exchange.kind === 'answer'
          ? tokens.ways.flatMap((way) =>
              judgeTokenAnswer({ exchange, way, decoded, receivedAtMs }, tokens),
            )
          : [],
    ),
  },
  'judge-verdict': {
    judgeVerdict: judging(
      fc.record({
        exchange: anyExchange,
        word: fc.option(anyExchange, { nil: undefined }),
        subject: anySubject,
      }),
      ({ exchange, word, subject }) =>
        judgeVerdict(
          { exchange, ...(word && { word }) },
          subject === undefined ? {} : { subject },
          tokens,
        ),
    ),
    judgeWrongVerdict: judging(anyExchange, (exchange) =>
      judgeWrongVerdict(exchange, 'a word', 'auth.open', tokens),
    ),
  },
}
