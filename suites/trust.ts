import { judgeControl } from '../helpers/diagnosis/judges/access/judge-control.ts'
import { judgeClock } from '../helpers/diagnosis/judges/token/judge-clock.ts'
import {
  hasNoSuchRoute,
  judgeCredentials,
} from '../helpers/diagnosis/judges/token/judge-credentials.ts'
import { judgeIssuedAt } from '../helpers/diagnosis/judges/token/judge-issued-at.ts'
import { judgeWrongVerdict } from '../helpers/diagnosis/judges/token/judge-verdict.ts'
import { judgeAccepted, needAccepted, serves } from '../helpers/session/acceptance.ts'
import { Blocked, Inconclusive, notApplicable } from '../helpers/session/check-result.ts'
import { judgeAnonymous } from '../helpers/session/closed-routes.ts'
import { judgeRoutes, judgeSchemas } from '../helpers/session/opened-routes.ts'
import { judgePublicRoutes } from '../helpers/session/public-routes.ts'
import { forgery } from '../helpers/session/refusals.ts'
import { timesShown } from '../helpers/session/samples.ts'
import { reach } from '../helpers/session/service-answers.ts'
import { credentials, whyNoCredentials } from '../helpers/session/service-credentials.ts'
import { needService } from '../helpers/session/services.ts'
import { defineSuite } from '../helpers/session/suite.ts'
import { judgeOwnVerdict, needToken } from '../helpers/session/tokens.ts'
import { control, judgeRow } from '../helpers/session/trust.ts'
import { verify, verifyWord } from '../helpers/session/verdicts.ts'
import { batteryFor } from '../helpers/tokens/battery.ts'
import { decodeToken } from '../helpers/tokens/decode-token.ts'

/**
 * Every service that should accept the good token does, and refuses every other token.
 * A red line here means that services refuse users who are signed in, or admit people who are not.
 */
export default defineSuite('trust', (session, part) => {
  const { contract } = session
  for (const service of contract.services.filter(
    ({ publicRoutes = [] }) => publicRoutes.length > 0,
  )) {
    part(service.name, (check) => {
      check('public', 'answers without a token where it is open to everybody', async () => {
        await needService(session, service.name)
        return judgePublicRoutes(session, service)
      })
    })
  }

  const promise = contract.tokens
  if (promise === undefined) return
  const skewSeconds = promise.jwt?.skewSeconds ?? 60

  part(promise.issuer, (check) => {
    check('verify', 'calls its own token valid when asked', () => judgeOwnVerdict(session))

    check('verify-wrong', 'does not call a token valid that it never issued', async () => {
      const refused = await judgeOwnVerdict(session)
      if (refused !== undefined) throw new Blocked([refused])
      const forged = await forgery(session, 'foreign-key')
      return [
        judgeWrongVerdict(await verifyWord(session), 'a word', 'auth.open', promise),
        forged !== undefined && 'token' in forged
          ? judgeWrongVerdict(
              await verify(session, forged.token),
              `a token ${forged.title}`,
              'auth.accepts-forged',
              promise,
            )
          : undefined,
      ]
    })

    check('issued-at', 'issues tokens for now', async () => {
      const issued = await needToken(session, 'user')
      if (issued.exchange === undefined)
        return notApplicable('the token was not issued just now: it proves nothing about a clock')
      if (promise.jwt === undefined)
        return notApplicable('no content is promised of the token: it proves nothing about a clock')
      return judgeIssuedAt({ decoded: decodeToken(issued.token), ...issued }, promise, promise.jwt)
    })
  })

  for (const service of contract.services) {
    part(service.name, (check) => {
      check('clock', `agrees on the time within ${skewSeconds} s`, async () => {
        await needService(session, service.name)
        const exchange = await reach(session, service)
        return exchange.kind === 'answer' && exchange.headers.date === undefined
          ? notApplicable('its answers carry no Date')
          : judgeClock(exchange, service, skewSeconds)
      })
    })
  }

  for (const service of contract.services.filter(
    ({ protectedRoutes }) => protectedRoutes.length > 0,
  )) {
    part(service.name, (check) => {
      const times = timesShown(service)
      const often = times === 5 ? 'five times out of five' : `${times} times out of ${times}`
      check('accepts', `accepts the good token, ${often}`, () =>
        judgeAccepted(session, service, 'user'),
      )

      if (service.protectedRoutes.length > 1)
        check('opens', 'opens every protected route for the good token', () =>
          judgeRoutes(session, service),
        )

      if (service.protectedRoutes.some(({ schema }) => schema !== undefined))
        check('schemas', 'answers the good token what its schemas say', () =>
          judgeSchemas(session, service),
        )

      check(
        'no-credentials',
        'refuses a request without credentials on every protected route',
        async () => (await judgeAnonymous(session, service)).map(({ finding }) => finding),
      )

      for (const row of batteryFor(promise, service.name)) {
        check(row.id, `refuses a token ${row.title}`, async () => {
          const leftOut = promise.leftOut?.[row.id]
          if (leftOut !== undefined) return notApplicable(leftOut)
          await needAccepted(session, service, 'user')
          const wrong = await forgery(session, row.id)
          if (wrong === undefined) throw new Inconclusive(`the battery has no row ${row.id}`)
          if ('skipped' in wrong) return notApplicable(wrong.skipped)
          return judgeRow(session, service, wrong)
        })
      }

      check('control', 'still accepts the good token after all refusals', async () =>
        judgeControl(await control(session, service)),
      )
    })
  }

  // Registered last, so that reports list the service that refuses the token before the credentials that may be the reason.
  part(promise.issuer, (check) => {
    check(
      'service-credentials',
      'accepts the service credentials of this environment',
      async () => {
        await needService(session, promise.issuer)
        const shown = await credentials(session)
        if (shown === undefined) return notApplicable(whyNoCredentials(session))
        if (hasNoSuchRoute(shown))
          return notApplicable(
            'this generation of the issuer has no route at which service credentials can be proved',
          )
        const isServed = await serves(session, promise.serviceCredentials?.consumer)
        return judgeCredentials(shown, promise, isServed ? 'served' : 'unknown')
      },
    )
  })
})
