import type { SocketCredential } from '../contracts/type/socket.ts'
import { inapplicable } from '../helpers/check/outcome.ts'
import { defineSuite } from '../helpers/check/suite.ts'
import { judgeBypass } from '../helpers/diagnosis/judge-bypass.ts'
import { judgeHandshake } from '../helpers/diagnosis/judge-handshake.ts'
import { judgeHarmless, judgePong } from '../helpers/diagnosis/judge-heard.ts'
import { judgeSocketRefusal } from '../helpers/diagnosis/judge-socket-refusal.ts'
import { judgeWelcome } from '../helpers/diagnosis/judge-welcome.ts'

/** Rows of the battery that a socket must refuse too; the routes of the same service get all of them. */
const WRONG_TOKENS = ['garbage', 'foreign-key', 'tampered-subject', 'alg-none', 'expired']

/**
 * The socket opens for a user with a token, as that user, stays open through what users do, and opens
 * for nobody else. A red line here means that chat is dead for users, or open to strangers.
 */
export default defineSuite('websocket', ({ contract, access, services, world }, part) => {
  if (access === undefined) return
  const { sockets, tokens, trust } = access
  const bypass = world.policy.bypassSeverity
  const besideHeaders =
    world.policy.testHeaders === 'inert-proof-only' ? [] : WRONG_TOKENS.slice(0, 2)

  for (const socket of contract.sockets) {
    const usual = socket.ways[0]

    part(socket.name, (check) => {
      check('opens', `opens for a user token ${inWords(usual)} and selects a subprotocol`, () =>
        sockets.judgeOpening(socket),
      )

      for (const way of socket.ways.slice(1)) {
        check(`opens-by-${way.by}`, `opens for a user token ${inWords(way)}`, () =>
          sockets.judgeOtherWay(socket, way),
        )
      }

      check(
        'opens-with-test-headers',
        'opens for a user token with E2E test headers beside it',
        async () => {
          if (world.policy.testHeaders === 'inert-proof-only')
            return inapplicable(
              'in production test headers are sent only to prove that they change nothing',
            )
          const token = await sockets.needOpening(socket)
          return judgeHandshake({
            socket,
            attempt: await sockets.attempt(socket, {
              ...(usual && { way: usual }),
              token,
              testHeaders: 'sent',
            }),
            what: 'a user token with E2E test headers beside it',
            others: [],
          })
        },
      )

      check('welcome', 'welcomes the user that the token names', async () => {
        const { welcome, handshake } = await sockets.need(socket, 'user')
        return judgeWelcome({
          welcome,
          handshake,
          subject: (await tokens.need('user')).subject,
          socket,
        })
      })

      check('ping', 'answers a ping', async () => judgePong(await sockets.ping(socket), socket))

      for (const message of socket.harmless) {
        check(message.id, `survives ${message.title}`, async () =>
          judgeHarmless(await sockets.sayHarmless(socket, message), message, socket),
        )
      }

      check('no-token', 'refuses a handshake without a token', () => sockets.judgeStranger(socket))

      check(
        'no-token-with-test-headers',
        'refuses a handshake without a token, also with test headers',
        async () => {
          await sockets.needClosed(socket)
          return judgeSocketRefusal(await sockets.attemptInVain(socket, { testHeaders: 'sent' }), {
            socket,
            what: 'a handshake without a token',
            opened: 'ws.bypass',
            bypass,
          })
        },
      )

      for (const headers of [undefined, 'sent'] as const) {
        const beside = headers === undefined ? '' : ', also with test headers'
        const suffix = headers === undefined ? '' : '-with-test-headers'

        for (const id of headers === undefined ? WRONG_TOKENS : besideHeaders) {
          check(`${id}${suffix}`, `refuses a token of the kind "${id}"${beside}`, async () => {
            await sockets.needClosed(socket)
            const forgery = await trust.forgery(id)
            if (forgery === undefined || 'skipped' in forgery)
              return inapplicable(forgery?.skipped ?? `the battery has no row ${id}`)
            const fact = await sockets.attemptInVain(socket, {
              ...(usual && { way: usual }),
              token: forgery.token,
              ...(headers && { testHeaders: headers }),
            })
            return judgeSocketRefusal(fact, {
              socket,
              what: `a token ${forgery.title}`,
              opened:
                forgery.group === 'malformed'
                  ? headers
                    ? 'ws.bypass'
                    : 'ws.open'
                  : headers
                    ? world.policy.forgedUnderBypass
                    : 'ws.accepts-forged',
              bypass,
            })
          })
        }
      }

      check('bypass', 'says of itself that nobody bypasses authentication', async () => {
        await services.need(socket.service)
        return (await sockets.statements(socket)).map((statement) =>
          judgeBypass(statement, socket, bypass),
        )
      })
    })
  }
})

function inWords(way: SocketCredential | undefined): string {
  return way === undefined ? 'by nothing' : `by ${way.by.replace('-', ' ')}`
}
