import type { HealthPromise } from '../contracts/schema/health.ts'
import { judgeCapabilities } from '../helpers/diagnosis/judges/health/judge-capabilities.ts'
import { judgeFamilies } from '../helpers/diagnosis/judges/health/judge-families.ts'
import { judgeHead } from '../helpers/diagnosis/judges/health/judge-health.ts'
import {
  expectedRevisionOf,
  judgeRevision,
} from '../helpers/diagnosis/judges/health/judge-revision.ts'
import { judgeLatency } from '../helpers/diagnosis/judges/health/judge-samples.ts'
import {
  BELOW,
  judgeCertificate,
  judgeTlsVersion,
} from '../helpers/diagnosis/judges/health/judge-tls.ts'
import { notApplicable } from '../helpers/session/check-result.ts'
import { familiesOf, tlsVersionOf } from '../helpers/session/connections.ts'
import { judgeBySchema } from '../helpers/session/judge-by-schema.ts'
import { judgeSampled, needAnswers, revisionsOf, samplesOf } from '../helpers/session/samples.ts'
import { capabilitiesOf, headOf, reach } from '../helpers/session/service-answers.ts'
import { judgeReach, judgeWho, needAnswering, needService } from '../helpers/session/services.ts'
import { defineSuite } from '../helpers/session/suite.ts'

/**
 * Every service answers, is the right one, and says that it and its dependencies are healthy.
 * A red line here means that users reach no service, the wrong one, or one that cannot serve them.
 */
export default defineSuite('health', (session, part) => {
  const { contract } = session
  for (const service of contract.services) {
    part(service.name, (check) => {
      check('answers', `answers at ${service.urlVariable}`, async () => {
        const finding = await judgeReach(session, service)
        // Over each address family where its host has both.
        return finding ?? judgeFamilies(await familiesOf(session, service), service)
      })

      check('identity', 'is the service it claims to be', async () => {
        if (service.identity.length === 0)
          return notApplicable(`the contract names no place where ${service.name} says who it is`)
        await needAnswering(session, service.name)
        return judgeWho(session, service)
      })

      for (const health of service.health) {
        check(
          health.id,
          `says at GET ${health.path} that it is ${stateOf(health)}, every time`,
          async () => {
            await needService(session, service.name)
            const samples = await samplesOf(session, service, health)
            const findings = await judgeSampled(session, service, health, samples)
            if (findings.some(({ severity }) => severity === 'failure')) return findings
            const subject = `GET ${health.path}`
            const promise = `${subject} answers what its schema says, every time`
            const { schema } = health
            const words = { service: service.name, subject, promise, schema }
            return [...findings, await judgeBySchema(samples, words)]
          },
        )

        check(
          `${health.id}-quick`,
          `answers GET ${health.path} within ${health.withinMs} ms`,
          async () => {
            await needService(session, service.name)
            return judgeLatency(await needAnswers(session, service, health), health, service)
          },
        )
      }

      for (const health of service.health.filter(({ head }) => head === 'agrees')) {
        check(`${health.id}-head`, `answers HEAD ${health.path} as it answers GET`, async () => {
          await needService(session, service.name)
          const answers = await needAnswers(session, service, health)
          return judgeHead(await headOf(session, service, health), answers, health, service)
        })
      }

      if (service.capabilities.length > 0)
        check('capabilities', 'says that it can do what users need', async () => {
          await needService(session, service.name)
          return judgeCapabilities(await capabilitiesOf(session, service), service)
        })

      check('revision', 'serves one revision, the expected one', async () => {
        await needService(session, service.name)
        const seen = await revisionsOf(session, service)
        const expected = expectedRevisionOf(service.name, session.target.expectedRevision)
        return seen.revisions.length === 0 && expected === undefined
          ? notApplicable('no revision is expected, and the service does not show one')
          : judgeRevision(seen, expected, service)
      })

      check('certificate', 'has a certificate that lasts', async () => {
        await needService(session, service.name)
        const exchange = await reach(session, service)
        return exchange.certificate === undefined
          ? notApplicable('the connection is not encrypted: there is no certificate')
          : judgeCertificate(exchange, service, session.startedAtMs)
      })

      const { tls } = service
      if (tls !== undefined)
        check('tls-version', `speaks TLS ${tls.atLeast} or newer only`, async () => {
          await needAnswering(session, service.name)
          const url = session.baseUrl(service.name)
          if (!url.startsWith('https:'))
            return notApplicable('the connection is not encrypted: there is no TLS')
          const fact = await tlsVersionOf(session, service, BELOW[tls.atLeast])
          return fact.kind === 'unknown'
            ? notApplicable(fact.reason)
            : judgeTlsVersion(fact, service, url)
        })
    })
  }
})

function stateOf({ role, body }: HealthPromise): string {
  if (role === 'liveness') return 'well'
  return body === undefined || body.dependencies.length === 0
    ? 'ready'
    : 'ready, with its dependencies'
}
