import fc from 'fast-check'
import type { ConversationStep } from '../../../contracts/schema/conversation.ts'
import type { RequestStep } from '../../../contracts/schema/journey.ts'
import type { JwtPromise } from '../../../contracts/schema/jwt.ts'
import type { TokenPromise } from '../../../contracts/schema/tokens.ts'
import { Secret } from '../../../env/secret.ts'
import type { Origin, Target } from '../../../env/target.ts'
import { judgeAcceptance } from '../../../helpers/diagnosis/judges/access/judge-acceptance.ts'
import { judgePreflight, judgeShared } from '../../../helpers/diagnosis/judges/access/judge-cors.ts'
import {
  judgeForeign,
  judgeForeignAnswer,
} from '../../../helpers/diagnosis/judges/access/judge-foreign.ts'
import {
  judgeControl,
  judgeOpened,
  judgePublic,
} from '../../../helpers/diagnosis/judges/access/judge-opened.ts'
import {
  judgeForged,
  judgeRefusal,
} from '../../../helpers/diagnosis/judges/access/judge-refusal.ts'
import { judgeUnderLoad } from '../../../helpers/diagnosis/judges/access/judge-under-load.ts'
import { judgeVary } from '../../../helpers/diagnosis/judges/access/judge-vary.ts'
import { judgeAnother } from '../../../helpers/diagnosis/judges/health/judge-another.ts'
import {
  judgeAnswered,
  judgeRouteAnswered,
} from '../../../helpers/diagnosis/judges/health/judge-answered.ts'
import { judgeCapabilities } from '../../../helpers/diagnosis/judges/health/judge-capabilities.ts'
import { judgeCertificate } from '../../../helpers/diagnosis/judges/health/judge-certificate.ts'
import { judgeFamilies } from '../../../helpers/diagnosis/judges/health/judge-families.ts'
import { judgeHead, judgeHealth } from '../../../helpers/diagnosis/judges/health/judge-health.ts'
import { judgeIdentity } from '../../../helpers/diagnosis/judges/health/judge-identity.ts'
import { judgeReadiness } from '../../../helpers/diagnosis/judges/health/judge-readiness.ts'
import { judgeRevision } from '../../../helpers/diagnosis/judges/health/judge-revision.ts'
import {
  judgeLatency,
  judgeSamples,
} from '../../../helpers/diagnosis/judges/health/judge-samples.ts'
import { judgeTlsVersion } from '../../../helpers/diagnosis/judges/health/judge-tls-version.ts'
import {
  judgeAgentAnswer,
  judgePrivacy,
} from '../../../helpers/diagnosis/judges/journey/judge-agent-answer.ts'
import {
  judgeEvents,
  type TalkFact,
} from '../../../helpers/diagnosis/judges/journey/judge-events.ts'
import { judgeRemoved } from '../../../helpers/diagnosis/judges/journey/judge-removed.ts'
import { judgeStep } from '../../../helpers/diagnosis/judges/journey/judge-step.ts'
import { judgeAssets } from '../../../helpers/diagnosis/judges/page/judge-assets.ts'
import {
  judgeBaked,
  judgeContent,
  judgePage,
} from '../../../helpers/diagnosis/judges/page/judge-page.ts'
import { judgePolicy } from '../../../helpers/diagnosis/judges/page/judge-policy.ts'
import { judgeScripts } from '../../../helpers/diagnosis/judges/page/judge-scripts.ts'
import { judgeBypass } from '../../../helpers/diagnosis/judges/socket/judge-bypass.ts'
import { judgeHandshake } from '../../../helpers/diagnosis/judges/socket/judge-handshake.ts'
import { judgeHarmless, judgePong } from '../../../helpers/diagnosis/judges/socket/judge-heard.ts'
import { judgeQuiet } from '../../../helpers/diagnosis/judges/socket/judge-quiet.ts'
import { judgeSocketRefusal } from '../../../helpers/diagnosis/judges/socket/judge-socket-refusal.ts'
import { judgeWelcome } from '../../../helpers/diagnosis/judges/socket/judge-welcome.ts'
import { judgePace } from '../../../helpers/diagnosis/judges/stream/judge-pace.ts'
import { judgeStream } from '../../../helpers/diagnosis/judges/stream/judge-stream.ts'
import { judgeClock } from '../../../helpers/diagnosis/judges/token/judge-clock.ts'
import { judgeConfigured } from '../../../helpers/diagnosis/judges/token/judge-configured.ts'
import { judgeCookie } from '../../../helpers/diagnosis/judges/token/judge-cookie.ts'
import {
  judgeCredentials,
  judgeWrongCredentials,
} from '../../../helpers/diagnosis/judges/token/judge-credentials.ts'
import { judgeIssuedAt } from '../../../helpers/diagnosis/judges/token/judge-issued-at.ts'
import {
  judgeIssuing,
  judgeIssuingTime,
} from '../../../helpers/diagnosis/judges/token/judge-issuing.ts'
import {
  judgeKeyRoute,
  judgeKeySets,
} from '../../../helpers/diagnosis/judges/token/judge-published-keys.ts'
import { judgeRefresh } from '../../../helpers/diagnosis/judges/token/judge-refresh.ts'
import { judgeSignOut } from '../../../helpers/diagnosis/judges/token/judge-sign-out.ts'
import { judgeSignature } from '../../../helpers/diagnosis/judges/token/judge-signature.ts'
import {
  judgeClaims,
  judgeFormat,
  judgeLifetime,
} from '../../../helpers/diagnosis/judges/token/judge-token.ts'
import { judgeTokenAnswer } from '../../../helpers/diagnosis/judges/token/judge-token-answer.ts'
import {
  judgeVerdict,
  judgeWrongVerdict,
} from '../../../helpers/diagnosis/judges/token/judge-verdict.ts'
import { anyText } from '../../http/support/any-text.ts'
import {
  auth,
  backend,
  chat,
  netra as contract,
  goldenPath,
  tokens,
} from '../../support/contracts.ts'
import { anyAnswer, anyAsked, anyExchange } from './any-fact.ts'
import { anyFrame, anyHandshake, anyHeard, anyOpening } from './any-socket-fact.ts'
import { anyStream, anyStreamStep, STREAM } from './any-stream.ts'
import { anyOutcome, anySignature, anyTokenFact } from './any-token-fact.ts'
import type { Verdict } from './expect-sound.ts'
import { ASKED, answer } from './facts.ts'
import { fileOf, loadedPage, PARTS } from './loaded-page.ts'

const anyService = fc.constantFrom(...contract.services)
const anyHealth = anyService.chain((service) =>
  fc.record({ service: fc.constant(service), health: fc.constantFrom(...service.health) }),
)
const anyRoute = fc
  .constantFrom(...contract.services.filter(({ protectedRoutes }) => protectedRoutes.length > 0))
  .chain((service) =>
    fc.record({
      service: fc.constant(service),
      route: fc.constantFrom(...service.protectedRoutes),
    }),
  )
/** A platform that publishes its keys. */
const published: TokenPromise = {
  ...tokens,
  jwt: {
    ...(tokens.jwt as JwtPromise),
    algorithms: ['RS256'],
    key: { kind: 'jwks', request: { service: 'auth', method: 'GET', path: '/jwks' } },
  },
}
const anyKeySet = fc
  .array(
    fc.dictionary(
      fc.constantFrom('kid', 'kty', 'use', 'alg', 'n'),
      fc.oneof(anyText, fc.jsonValue()),
    ),
    { maxLength: 9 },
  )
  .map((keys) => answer(200, { keys }))
const anySamples = fc.array(anyExchange, { maxLength: 6 })
const anySubject = fc.option(anyText, { nil: undefined })
const [page] = contract.pages
const cors = contract.cors
const jwt = tokens.jwt as JwtPromise
const requestSteps = goldenPath.steps.filter((step): step is RequestStep => step.kind === 'request')
const talkStep = goldenPath.steps.find(
  (step): step is ConversationStep => step.kind === 'conversation',
)
if (page === undefined || cors === undefined || talkStep === undefined)
  throw new Error('the contract has no page, no CORS or no conversation to judge')

const anyRequestStep = fc.constantFrom(...requestSteps)
const anyUndone = fc.constantFrom(...requestSteps.filter(({ undo }) => undo !== undefined))
const anyTalk: fc.Arbitrary<TalkFact> = fc
  .record({
    url: anyAsked,
    end: anyHeard,
    frames: fc.array(anyFrame, { maxLength: 8 }),
    overheard: fc.option(fc.array(anyFrame, { maxLength: 3 }), { nil: undefined }),
  })
  .map(({ overheard, ...rest }) => ({ step: talkStep, ...rest, ...(overheard && { overheard }) }))
const anyLoaded = fc
  .array(
    fc.record({
      url: fc.constantFrom('https://app.example.com/app.js', 'http://[::1]:1/a.css'),
      as: fc.constantFrom('script' as const, 'module' as const, 'style' as const, 'font' as const),
      cors: fc.constantFrom('no' as const, 'anonymous' as const),
      exchange: anyExchange,
      strays: fc.array(
        fc.record({
          written: anyText,
          kind: fc.constantFrom('loopback' as const, 'unfilled' as const, 'plain' as const),
          stands: fc.constantFrom('called' as const, 'setting' as const, 'literal' as const),
        }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 4 },
  )
  .map((files) =>
    loadedPage(
      files.map(({ url, as, cors: mode, exchange, strays }) => ({
        ...fileOf({ url, as, cors: mode }, exchange),
        reading: { strays, imports: [], calls: [], names: [] },
      })),
    ),
  )
const anyKept = fc.dictionary(fc.constantFrom('thread', 'subject', 'run'), anyText)
const INTENDED = {
  backend: 'https://api.example.com',
  auth: 'https://auth.example.com',
  chat: 'wss://api.example.com/ws',
}

interface Judging {
  readonly fact: fc.Arbitrary<unknown>
  readonly judge: (fact: never) => Verdict
}

/** One row: any fact of its kind, and the judge of that kind of fact. */
function judging<T>(fact: fc.Arbitrary<T>, judge: (fact: T) => Verdict): Judging {
  return { fact, judge: judge as (fact: never) => Verdict }
}

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

/** Whatever a second look at a good token may bring. */
const anyLook = fc.record(
  {
    without: anyExchange,
    garbage: anyExchange,
    alone: anySamples,
    later: fc.record({ exchange: anyExchange, waitedMs: fc.nat(6_000) }),
    reach: fc.record({
      exchange: anyExchange,
      says: fc.constantFrom('unreachable' as const, 'reached' as const),
    }),
  },
  { requiredKeys: [] },
)

/** Every judge by the file it stands in. */
export const JUDGES: Readonly<Record<string, Readonly<Record<string, Judging>>>> = {
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
  'judge-agent-answer': {
    judgeAgentAnswer: judging(anyTalk, ({ url, ...talk }) =>
      judgeAgentAnswer({ ...talk, asked: url }, 'backend'),
    ),
    judgePrivacy: judging(anyTalk, (talk) => judgePrivacy(talk, 'backend')),
  },
  'judge-another': {
    judgeAnother: judging(
      fc.record({
        service: anyService,
        answer: anyAnswer,
        target: optional(anyExchange),
        nowhere: optional(anyExchange),
      }),
      ({ service, answer, target, nowhere }) => {
        const finding = judgeAnswered(answer, service.name, 'it answers')
        return (
          finding &&
          judgeAnother(finding, answer, service, {
            ...(target && { target }),
            ...(nowhere && { nowhere }),
          })
        )
      },
    ),
  },
  'judge-answered': {
    judgeAnswered: judging(anyExchange, (exchange) =>
      judgeAnswered(exchange, 'backend', 'it answers'),
    ),
    judgeRouteAnswered: judging(
      fc.record({ of: anyRoute, exchange: anyExchange }),
      ({ of: { route }, exchange }) => judgeRouteAnswered(exchange, route.request, 'it answers'),
    ),
  },
  'judge-assets': {
    judgeAssets: judging(
      fc.record({ loaded: anyLoaded, exchange: anyExchange }),
      ({ loaded, exchange }) => judgeAssets(loaded, exchange, page),
    ),
  },
  'judge-bypass': {
    judgeBypass: judging(
      fc.record({ statement: fc.constantFrom(...chat.bypass), exchange: anyExchange }),
      (fact) => judgeBypass(fact, chat, 'warning'),
    ),
  },
  'judge-capabilities': {
    judgeCapabilities: judging(
      fc.record({
        service: fc.constantFrom(auth, backend),
        exchanges: fc.array(anyExchange, { maxLength: 3 }),
      }),
      ({ service, exchanges }) =>
        judgeCapabilities(
          exchanges.flatMap((exchange) =>
            service.capabilities.map((capability) => ({ capability, exchange })),
          ),
          service,
        ),
    ),
  },
  'judge-certificate': {
    judgeCertificate: judging(
      fc.record({ exchange: anyExchange, service: anyService }),
      ({ exchange, service }) => judgeCertificate(exchange, service, Date.UTC(2026, 0, 1)),
    ),
  },
  'judge-clock': {
    judgeClock: judging(
      fc.record({ exchange: anyExchange, service: anyService }),
      ({ exchange, service }) => judgeClock(exchange, service, 60),
    ),
  },
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
          fc.record({ kind: fc.constant('dropped' as const), why: anyText }),
        ),
      }),
      (fact) => judgeCookie(fact, 'auth'),
    ),
  },
  'judge-cors': {
    judgePreflight: judging(
      fc.record({ exchange: anyExchange, route: fc.constantFrom(...cors.routes) }),
      ({ exchange, route }) => judgePreflight(exchange, route, 'https://app.example.com', cors),
    ),
    judgeShared: judging(
      fc.record({ exchange: anyExchange, route: fc.constantFrom(...cors.routes) }),
      ({ exchange, route }) => judgeShared(exchange, route, 'https://app.example.com', cors),
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
  'judge-events': {
    judgeEvents: judging(anyTalk, (talk) => judgeEvents(talk, talk.step, 'backend')),
  },
  'judge-families': {
    judgeFamilies: judging(
      fc.record({
        service: anyService,
        four: anyExchange,
        six: anyExchange,
      }),
      ({ service, four, six }) =>
        judgeFamilies(
          [
            { family: 'IPv4', address: '192.0.2.1', exchange: four },
            { family: 'IPv6', address: '2001:db8::1', exchange: six },
          ],
          service,
        ),
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
  'judge-handshake': {
    judgeHandshake: judging(
      fc.record({
        attempt: anyOpening,
        way: optional(fc.constantFrom(...chat.ways)),
        others: fc.array(fc.record({ way: fc.constantFrom(...chat.ways), fact: anyOpening }), {
          maxLength: 2,
        }),
        bare: optional(anyOpening),
        plain: optional(anyExchange),
        plainNowhere: optional(anyExchange),
        nowhere: optional(anyOpening),
      }),
      ({ attempt, way, others, bare, plain, plainNowhere, nowhere }) =>
        judgeHandshake({
          socket: chat,
          attempt,
          others,
          ...(way && { way }),
          ...(bare && { bare }),
          ...(plain && { plain }),
          ...(plainNowhere && { plainNowhere }),
          ...(nowhere && { nowhere }),
        }),
    ),
  },
  'judge-health': {
    judgeHealth: judging(
      fc.record({ of: anyHealth, exchange: anyExchange }),
      ({ of: { health, service }, exchange }) => judgeHealth(exchange, health, service),
    ),
    judgeHead: judging(
      fc.record({ of: anyHealth, head: anyExchange, gets: anySamples }),
      ({ of: { health, service }, head, gets }) => judgeHead(head, gets, health, service),
    ),
  },
  'judge-heard': {
    judgePong: judging(fc.record({ handshake: anyHandshake, heard: anyHeard }), (fact) =>
      judgePong(fact, chat),
    ),
    judgeHarmless: judging(
      fc.record({
        said: fc.record({ handshake: anyHandshake, heard: anyHeard }),
        message: fc.constantFrom(...chat.harmless),
      }),
      ({ said, message }) => judgeHarmless(said, message, chat),
    ),
  },
  'judge-identity': {
    judgeIdentity: judging(
      anyService.chain((service) =>
        fc.record({
          service: fc.constant(service),
          answers: fc.array(
            fc.record({ proof: fc.constantFrom(...service.identity), exchange: anyExchange }),
            { maxLength: 3 },
          ),
        }),
      ),
      ({ answers, service }) => judgeIdentity(answers, service),
    ),
  },
  'judge-issued-at': {
    judgeIssuedAt: judging(anyTokenFact, (fact) => judgeIssuedAt(fact, tokens, jwt)),
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
    judgeIssuingTime: judging(
      fc.record({ exchange: anyExchange, again: optional(anyExchange) }),
      ({ exchange, again }) =>
        exchange.kind === 'answer' ? judgeIssuingTime(exchange, again, tokens) : undefined,
    ),
  },
  'judge-opened': {
    judgeOpened: judging(
      fc.record({ of: anyRoute, exchange: anyExchange }),
      ({ of: { route }, exchange }) => judgeOpened({ route, exchange }),
    ),
    judgeControl: judging(
      fc.record({ of: anyRoute, exchange: anyExchange }),
      ({ of: { route }, exchange }) => judgeControl({ route, exchange }),
    ),
    judgePublic: judging(
      fc.record({ of: anyRoute, exchange: anyExchange }),
      ({ of: { route }, exchange }) => judgePublic({ route, exchange }),
    ),
  },
  'judge-pace': {
    judgePace: judging(
      fc.record({
        fact: anyStream,
        asked: fc.constantFrom('identity' as const, 'compressed' as const),
      }),
      ({ fact, asked }) => judgePace(fact, STREAM, asked),
    ),
  },
  'judge-page': {
    judgePage: judging(anyExchange, (exchange) => judgePage(exchange, page)),
    judgeContent: judging(
      fc.record({ title: anyText, text: anyText, exchange: anyExchange }),
      ({ exchange, ...parts }) =>
        judgeContent({ ...PARTS, ...parts }, exchange, { ...page, title: 'App', says: ['Ask'] }),
    ),
    judgeBaked: judging(anyExchange, (exchange) => judgeBaked(exchange, page, INTENDED)),
  },
  'judge-policy': {
    judgePolicy: judging(
      fc.record({ loaded: anyLoaded, policy: anyText, meta: anyText }),
      ({ loaded, policy, meta }) =>
        judgePolicy(
          { ...loaded, parts: { ...loaded.parts, policies: [meta, `connect-src ${policy}`] } },
          answer(200, '', { 'content-security-policy': policy }),
          page,
          INTENDED,
        ),
    ),
  },
  'judge-published-keys': {
    judgeKeyRoute: judging(anySamples, (sets) => judgeKeyRoute(sets, published)),
    judgeKeySets: judging(fc.array(fc.oneof(anyExchange, anyKeySet), { maxLength: 4 }), (sets) =>
      judgeKeySets(sets, published),
    ),
  },
  'judge-quiet': {
    judgeQuiet: judging(
      fc.record({ handshake: anyHandshake, quiet: anyHeard, pong: optional(anyHeard) }),
      ({ handshake, quiet, pong }) =>
        judgeQuiet({ handshake, quiet, ...(pong && { pong }) }, { ...chat, quietSeconds: 20 }),
    ),
  },
  'judge-readiness': {
    judgeReadiness: judging(
      fc.record({
        exchange: anyExchange,
        settled: fc.constantFrom('ready' as const, 'never-good' as const, 'mixed' as const),
        history: fc.array(fc.constantFrom('503 starting (once, at 0.1 s)', 'ready (3 times)')),
      }),
      ({ exchange, settled, history }) =>
        judgeReadiness(judgeAnswered(exchange, 'backend', 'it answers'), {
          service: 'backend',
          ready: settled === 'ready',
          waitedMs: 1_234,
          settled,
          history,
          last: exchange,
        }),
    ),
  },
  'judge-refresh': {
    judgeRefresh: judging(
      fc.record({ exchange: anyExchange, verified: optional(anyExchange) }),
      ({ exchange, verified }) => judgeRefresh({ exchange, ...(verified && { verified }) }, tokens),
    ),
  },
  'judge-refusal': {
    judgeRefusal: judging(
      fc.record({ of: anyRoute, exchange: anyExchange }),
      ({ of: { route }, exchange }) =>
        judgeRefusal({ route, exchange }, route.withoutCredentials, 'auth.open', 'nobody'),
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
  'judge-removed': {
    judgeRemoved: judging(
      fc.array(
        fc.record({
          step: anyUndone,
          created: anyAsked,
          values: anyKept,
          exchange: optional(anyExchange),
        }),
        { maxLength: 3 },
      ),
      judgeRemoved,
    ),
  },
  'judge-revision': {
    judgeRevision: judging(
      fc.record({
        asked: anyAsked,
        revisions: fc.array(
          anyText.filter((text) => text !== ''),
          { maxLength: 6 },
        ),
        expected: optional(fc.constant('00317-696')),
        service: anyService,
      }),
      ({ asked, revisions, expected, service }) =>
        judgeRevision({ asked, revisions }, expected, service),
    ),
  },
  'judge-samples': {
    judgeSamples: judging(
      fc.record({ of: anyHealth, samples: anySamples }),
      ({ of: { health, service }, samples }) => judgeSamples(samples, health, service),
    ),
    judgeLatency: judging(
      fc.record({ of: anyHealth, samples: anySamples }),
      ({ of: { health, service }, samples }) => judgeLatency(samples, health, service),
    ),
  },
  'judge-scripts': {
    judgeScripts: judging(anyLoaded, (loaded) =>
      judgeScripts(loaded, ASKED, page, {
        own: new Set(),
        wanted: { backend: 'api.example.com' },
        called: { backend: 'api.example.com' },
        paths: ['/'],
      }),
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
              refusedBy: [],
              ends: 'session',
            },
          },
        ),
    ),
  },
  'judge-signature': {
    judgeSignature: judging(
      fc.record({
        signature: anySignature,
        exchange: optional(anyExchange),
        keySet: optional(fc.oneof(anyExchange, anyKeySet)),
        token: optional(anyTokenFact),
        users: fc.constantFrom('served', 'unknown'),
        promise: fc.constantFrom(tokens, published),
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
  'judge-socket-refusal': {
    judgeSocketRefusal: judging(anyOpening, (fact) =>
      judgeSocketRefusal(fact, {
        socket: chat,
        what: 'a handshake without a token',
        opened: 'ws.open',
        bypass: 'warning',
      }),
    ),
  },
  'judge-step': {
    judgeStep: judging(
      fc.record({ exchange: anyExchange, step: anyRequestStep, kept: anyKept }),
      ({ exchange, step, kept }) => judgeStep(exchange, step, kept),
    ),
  },
  'judge-stream': {
    judgeStream: judging(
      fc.record({ first: anyStream, again: optional(anyStream), step: anyStreamStep }),
      ({ first, again, step }) => judgeStream({ first, ...(again && { again }) }, step),
    ),
  },
  'judge-tls-version': {
    judgeTlsVersion: judging(
      fc.record({
        service: anyService,
        fact: fc.oneof(
          fc.record({
            kind: fc.constant('agreed' as const),
            version: fc.constantFrom('TLSv1', 'TLSv1.1'),
          }),
          fc.record({ kind: fc.constant('refused' as const), reason: anyText }),
        ),
      }),
      ({ service, fact }) =>
        judgeTlsVersion(fact, { ...service, tls: { atLeast: '1.2' } }, 'https://api.example.com'),
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
  'judge-under-load': {
    judgeUnderLoad: judging(
      fc.record({ of: anyRoute, first: anyExchange, answers: anySamples, look: anyLook }),
      ({ of: { service, route }, first, answers, look }) =>
        judgeUnderLoad({ service, route, answers, look }, first, 'it is accepted', '1 of 2'),
    ),
  },
  'judge-vary': {
    judgeVary: judging(
      fc.record({ own: anyExchange, foreign: anyExchange, route: fc.constantFrom(...cors.routes) }),
      ({ own, foreign, route }) => judgeVary(own, foreign, route),
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
  'judge-welcome': {
    judgeWelcome: judging(
      fc.record({ handshake: anyHandshake, welcome: anyHeard, subject: anySubject }),
      (fact) => judgeWelcome({ socket: chat, ...fact }),
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
