import type { SocketPromise } from '../contracts/schema/socket.ts'
import type { TokenPromise } from '../contracts/schema/tokens.ts'
import { judgeBypass, saysNothing } from '../helpers/diagnosis/judges/socket/judge-bypass.ts'
import { judgeHarmless, judgePong } from '../helpers/diagnosis/judges/socket/judge-heard.ts'
import { judgeQuiet } from '../helpers/diagnosis/judges/socket/judge-quiet.ts'
import { openedCode } from '../helpers/diagnosis/judges/socket/judge-socket-refusal.ts'
import { judgeWelcome } from '../helpers/diagnosis/judges/socket/judge-welcome.ts'
import { admittedInWords, wayInWords } from '../helpers/diagnosis/judges/socket/opening-fact.ts'
import { Inconclusive, notApplicable } from '../helpers/session/check-result.ts'
import { isPublic, usualAttempt } from '../helpers/session/handshake.ts'
import { sayHarmless, statementsOf, stayQuiet } from '../helpers/session/own-connections.ts'
import { forgery } from '../helpers/session/refusals.ts'
import { needService } from '../helpers/session/services.ts'
import { judgeBesideTestHeaders, judgeOtherWay } from '../helpers/session/socket-admission.ts'
import {
  judgeForbidden,
  judgeNoToken,
  needClosedSocket,
} from '../helpers/session/socket-refusals.ts'
import { judgeAdmission, pingOf, welcomeOf } from '../helpers/session/sockets.ts'
import { type AddCheck, defineSuite } from '../helpers/session/suite.ts'
import { needToken } from '../helpers/session/tokens.ts'
import { batteryFor } from '../helpers/tokens/battery.ts'

/** Rows of the battery that a socket gets; the routes of the same service get all rows. */
const WRONG_TOKENS = ['garbage', 'foreign-key', 'tampered-subject', 'alg-none', 'expired']
const ALSO_WITH_TEST_HEADERS = ['garbage', 'foreign-key']

/** Whether the platform has headers of tests, for which some servers skip authentication. */
function hasTestHeaders({ testHeaders }: SocketPromise): boolean {
  return Object.keys(testHeaders).length > 0
}

/**
 * The socket opens for the user whose token it gets, stays open while messages go over it, and refuses
 * everything else. A red line here means that chat does not work for users, or is open without a sign-in.
 */
export default defineSuite('websocket', (session, part) => {
  const { contract } = session
  for (const socket of contract.sockets) {
    part(socket.name, (check) => {
      const admitted = isPublic(contract, socket) ? undefined : contract.tokens
      const isOffered = socket.subprotocols.length > 0 || socket.ways[0]?.by === 'subprotocol'
      const selects = isOffered ? ' and selects a subprotocol' : ''

      check(
        'opens',
        `opens for ${admittedInWords(socket, admitted && socket.ways[0])}${selects}`,
        () => judgeAdmission(session, socket),
      )

      for (const way of admitted === undefined ? [] : socket.ways.slice(1)) {
        check(`opens-by-${way.by}`, `opens for a user token ${wayInWords(way)}`, () =>
          judgeOtherWay(session, socket, way),
        )
      }

      if (admitted !== undefined && hasTestHeaders(socket)) {
        check(
          'opens-with-test-headers',
          'opens for a user token with E2E test headers beside it',
          async () =>
            session.policy.testHeaders === 'inert-proof-only'
              ? notApplicable(
                  'in production test headers are sent only to prove that they change nothing',
                )
              : judgeBesideTestHeaders(session, socket),
        )
      }

      check(
        'welcome',
        admitted === undefined ? 'welcomes a client' : 'welcomes the user that the token names',
        async () => {
          const heard = await welcomeOf(session, socket)
          const subject = admitted && (await needToken(session, 'user')).subject
          return judgeWelcome({ ...heard, subject, socket })
        },
      )

      check('ping', 'answers a ping', async () => judgePong(await pingOf(session, socket), socket))

      for (const message of socket.harmless) {
        check(message.id, `survives ${message.title}`, async () =>
          judgeHarmless(await sayHarmless(session, socket, message), message, socket),
        )
      }

      if (socket.quietSeconds !== undefined) {
        check('quiet', `stays open for ${socket.quietSeconds} quiet seconds`, async () =>
          judgeQuiet(await stayQuiet(session, socket), socket),
        )
      }

      if (admitted !== undefined) refusals(socket, admitted, check)

      check('bypass', 'says of itself that nobody bypasses authentication', async () => {
        await needService(session, socket.service)
        const statements = await statementsOf(session, socket)
        return statements.every(saysNothing)
          ? notApplicable('the server says nothing about it')
          : statements.map((statement) =>
              judgeBypass(statement, socket, session.policy.bypassSeverity),
            )
      })
    })
  }

  /** What a socket for users refuses. */
  function refusals(socket: SocketPromise, promise: TokenPromise, check: AddCheck): void {
    check('no-token', 'refuses a handshake without a token', () => judgeNoToken(session, socket))

    if (hasTestHeaders(socket))
      check(
        'no-token-with-test-headers',
        'refuses a handshake without a token, also with test headers',
        async () => {
          await needClosedSocket(session, socket)
          return judgeForbidden(
            session,
            socket,
            { testHeaders: 'sent' },
            { what: 'a handshake without a token', opened: 'ws.bypass', good: 'opens' },
          )
        },
      )

    for (const headers of hasTestHeaders(socket) ? ([undefined, 'sent'] as const) : [undefined]) {
      const beside = headers === undefined ? '' : ', also with test headers'
      const suffix = headers === undefined ? '' : '-with-test-headers'
      const isInert = session.policy.testHeaders === 'inert-proof-only'
      const ids = headers === undefined ? WRONG_TOKENS : isInert ? [] : ALSO_WITH_TEST_HEADERS

      for (const { id, title } of batteryFor(promise).filter((row) => ids.includes(row.id))) {
        check(`${id}${suffix}`, `refuses a token ${title}${beside}`, async () => {
          const leftOut = promise.leftOut?.[id]
          if (leftOut !== undefined) return notApplicable(leftOut)
          await needClosedSocket(session, socket)
          const wrong = await forgery(session, id)
          if (wrong === undefined) throw new Inconclusive(`the battery has no row ${id}`)
          if ('skipped' in wrong) return notApplicable(wrong.skipped)
          const attempt = {
            ...usualAttempt(socket, wrong.token),
            ...(headers && { testHeaders: headers }),
          }
          return judgeForbidden(session, socket, attempt, {
            what: `a token ${wrong.title}`,
            row: wrong,
            opened: openedCode(wrong, headers, session.policy.forgedUnderBypass),
            good: 'opens',
          })
        })
      }
    }
  }
})
