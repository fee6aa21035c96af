import fc from 'fast-check'
import { judgeAnother } from '../../../../helpers/diagnosis/judges/health/judge-another.ts'
import {
  judgeAnswered,
  judgeRouteAnswered,
} from '../../../../helpers/diagnosis/judges/health/judge-answered.ts'
import { judgeCapabilities } from '../../../../helpers/diagnosis/judges/health/judge-capabilities.ts'
import { judgeHead, judgeHealth } from '../../../../helpers/diagnosis/judges/health/judge-health.ts'
import { judgeIdentity } from '../../../../helpers/diagnosis/judges/health/judge-identity.ts'
import { judgeMissing } from '../../../../helpers/diagnosis/judges/health/judge-missing.ts'
import { judgeReadiness } from '../../../../helpers/diagnosis/judges/health/judge-readiness.ts'
import { judgeRevision } from '../../../../helpers/diagnosis/judges/health/judge-revision.ts'
import {
  judgeLatency,
  judgeSamples,
} from '../../../../helpers/diagnosis/judges/health/judge-samples.ts'
import { judgeWall } from '../../../../helpers/diagnosis/judges/health/judge-wall.ts'
import { anyText } from '../../../http/support/any-text.ts'
import { auth, backend } from '../../../support/contracts.ts'
import { anyAnswer, anyAsked, anyExchange } from '../any-fact.ts'
import {
  anyHealth,
  anyRoute,
  anySamples,
  anyService,
  type Judges,
  judging,
  optional,
} from './judging.ts'

/** The judges of health and identity, by the file that each stands in. */
export const HEALTH_JUDGES: Judges = {
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
  'judge-missing': {
    judgeMissing: judging(
      fc.record({
        service: anyService,
        first: anyAnswer,
        others: fc.array(anyExchange, { maxLength: 2 }),
        nowhere: anyExchange,
        above: optional(anyAnswer),
      }),
      ({ service, first, others, nowhere, above }) =>
        judgeMissing(first, service, {
          others,
          nowhere,
          ...(above && { above: { baseUrl: 'https://api.example.com', answer: above } }),
        }),
    ),
  },
  'judge-wall': {
    judgeWall: judging(
      fc.record({
        service: anyService,
        refused: anyAnswer,
        isAlike: fc.boolean(),
        other: anyExchange,
        asBrowser: optional(anyExchange),
      }),
      ({ service, refused, isAlike, other, asBrowser }) =>
        judgeWall(refused, service, {
          nowhere: isAlike ? refused : other,
          ...(asBrowser && { asBrowser }),
        }),
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
}
