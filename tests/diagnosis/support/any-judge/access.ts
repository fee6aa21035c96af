import fc from 'fast-check'
import { Secret } from '../../../../env/secret.ts'
import { judgeAcceptance } from '../../../../helpers/diagnosis/judges/access/judge-acceptance.ts'
import {
  judgeCachedRoute,
  judgeKeptAnswer,
} from '../../../../helpers/diagnosis/judges/access/judge-cached-route.ts'
import {
  judgeCatchAll,
  judgeSignedInPage,
} from '../../../../helpers/diagnosis/judges/access/judge-catch-all.ts'
import { judgeControl } from '../../../../helpers/diagnosis/judges/access/judge-control.ts'
import { judgePreflight } from '../../../../helpers/diagnosis/judges/access/judge-cors.ts'
import {
  judgeForeign,
  judgeForeignAnswer,
} from '../../../../helpers/diagnosis/judges/access/judge-foreign.ts'
import { judgeBare, judgeForged } from '../../../../helpers/diagnosis/judges/access/judge-forged.ts'
import {
  judgeOpened,
  judgePublic,
} from '../../../../helpers/diagnosis/judges/access/judge-opened.ts'
import { judgeRedirected } from '../../../../helpers/diagnosis/judges/access/judge-redirected.ts'
import { judgeRefusal } from '../../../../helpers/diagnosis/judges/access/judge-refusal.ts'
import { judgeRetried } from '../../../../helpers/diagnosis/judges/access/judge-retried.ts'
import { judgeShared } from '../../../../helpers/diagnosis/judges/access/judge-shared.ts'
import { netra as contract, tokens } from '../../../support/contracts.ts'
import { anyExchange } from '../any-fact.ts'
import { anyLook } from '../any-look.ts'
import { anySignature } from '../any-token-fact.ts'
import { anyRoute, anySamples, type Judges, judging, optional } from './judging.ts'

const { cors } = contract
if (cors === undefined) throw new Error('the contract has no CORS to judge')

/** The judges of what a route admits, by the file that each stands in. */
const lookedAgain = {
  again: fc.array(anyExchange, { maxLength: 4 }),
  ended: optional(
    fc.record({ issuer: fc.constant('auth'), ms: fc.integer({ min: 1, max: 9_000 }) }),
  ),
}

export const ACCESS_JUDGES: Judges = {
  'judge-acceptance': {
    judgeAcceptance: judging(
      fc.record({
        of: anyRoute,
        answers: anySamples,
        verified: optional(anyExchange),
        signature: optional(anySignature),
        credentials: optional(anyExchange),
        look: anyLook,
      }),
      ({ of: { service, route }, answers, verified, signature, credentials, look }) =>
        judgeAcceptance(
          {
            service,
            route,
            answers,
            look,
            ...(verified && { verified }),
            ...(signature && { signature }),
            ...(credentials && { credentials }),
          },
          tokens,
        ),
    ),
  },
  'judge-cached-route': {
    judgeCachedRoute: judging(
      fc.record({ of: anyRoute, answers: anySamples }),
      ({ of: { route }, answers }) => judgeCachedRoute(route, answers),
    ),
    judgeKeptAnswer: judging(
      fc.record({ of: anyRoute, exchange: anyExchange }),
      ({ of: { route }, exchange }) =>
        judgeKeptAnswer(exchange, route.request, { promise: 'it opens', expected: '200' }),
    ),
  },
  'judge-catch-all': {
    judgeCatchAll: judging(
      fc.record({ of: anyRoute, exchange: anyExchange, nowhere: anyExchange }),
      ({ of: { route }, exchange, nowhere }) => judgeCatchAll({ route, exchange }, { nowhere }),
    ),
    judgeSignedInPage: judging(
      fc.tuple(anyRoute, anyExchange, anyExchange, anyExchange),
      ([{ route }, exchange, nowhere, without]) =>
        judgeSignedInPage({ route, exchange, nowhere, without }),
    ),
  },
  'judge-control': {
    judgeControl: judging(
      fc.record({
        of: anyRoute,
        exchange: anyExchange,
        ...lookedAgain,
        renewed: optional(anyExchange),
      }),
      ({ of: { route }, exchange, again, ended, renewed }) =>
        judgeControl({
          route,
          exchange,
          again,
          ...(ended && { ended }),
          ...(renewed && { renewed }),
        }),
    ),
  },
  'judge-cors': {
    judgePreflight: judging(
      fc.record({ exchange: anyExchange, route: fc.constantFrom(...cors.routes) }),
      ({ exchange, route }) => judgePreflight(exchange, route, 'https://app.example.com', cors),
    ),
  },
  'judge-shared': {
    judgeShared: judging(
      fc.record({ exchange: anyExchange, route: fc.constantFrom(...cors.routes) }),
      ({ exchange, route }) => judgeShared(exchange, route, 'https://app.example.com', cors),
    ),
  },
  'judge-redirected': {
    judgeRedirected: judging(
      fc.record({
        answer: anyExchange,
        origin: fc.constantFrom('https://app.example.com', 'null'),
        authorization: fc.constantFrom('sent', 'left-out'),
        route: fc.constantFrom(...cors.routes),
      }),
      ({ route, ...call }) =>
        judgeRedirected({ from: 'https://api.example.com/items', ...call }, route, cors),
    ),
  },
  'judge-foreign': {
    judgeForeignAnswer: judging(
      fc.record({ exchange: anyExchange, route: fc.constantFrom(...cors.routes) }),
      ({ exchange, route }) =>
        judgeForeignAnswer(exchange, route, 'https://foreign-origin.example'),
    ),
    judgeForeign: judging(
      fc.record({ exchange: anyExchange, route: fc.constantFrom(...cors.routes) }),
      ({ exchange, route }) => judgeForeign(exchange, route, 'https://foreign-origin.example'),
    ),
  },
  'judge-opened': {
    judgeOpened: judging(
      fc.record({ of: anyRoute, exchange: anyExchange, ...lookedAgain }),
      ({ of: { route }, exchange, again, ended }) =>
        judgeOpened({ route, exchange, again, ...(ended && { ended }) }),
    ),
    judgePublic: judging(
      fc.record({ of: anyRoute, exchange: anyExchange }),
      ({ of: { route }, exchange }) => judgePublic({ route, exchange }),
    ),
  },
  'judge-retried': {
    judgeRetried: judging(
      fc.record({
        of: anyRoute,
        answers: fc.array(anyExchange, { maxLength: 5 }),
        alone: fc.array(anyExchange, { maxLength: 8 }),
      }),
      ({ of: { route }, answers, alone }) => judgeRetried({ route, answers, alone }),
    ),
  },
  'judge-refusal': {
    judgeRefusal: judging(
      fc.record({ of: anyRoute, exchange: anyExchange }),
      ({ of: { route }, exchange }) =>
        judgeRefusal({ route, exchange }, route.withoutCredentials, 'auth.open', 'nobody'),
    ),
  },
  'judge-forged': {
    judgeBare: judging(
      fc.record({ of: anyRoute, exchange: anyExchange, good: anyExchange }),
      ({ of: { route }, exchange, good }) => judgeBare({ route, exchange, good }),
    ),
    judgeForged: judging(
      fc.record({ of: anyRoute, exchange: anyExchange }),
      ({ of: { route }, exchange }) =>
        judgeForged(
          { route, exchange },
          {
            id: 'alg-none',
            title: 'with alg none',
            proves: 'algorithm',
            group: 'forged',
            source: 'RFC 8725 §3.2',
            alsoRefusedWith: [],
            token: new Secret('a.b.'),
          },
        ),
    ),
  },
}
