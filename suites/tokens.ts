import { judgeCookie } from '../helpers/diagnosis/judges/token/judge-cookie.ts'
import { judgeKeySets } from '../helpers/diagnosis/judges/token/judge-key-sets.ts'
import { judgeKeyRoute } from '../helpers/diagnosis/judges/token/judge-published-keys.ts'
import { judgeRefresh } from '../helpers/diagnosis/judges/token/judge-refresh.ts'
import { judgeSignOut } from '../helpers/diagnosis/judges/token/judge-sign-out.ts'
import { judgeSignature } from '../helpers/diagnosis/judges/token/judge-signature.ts'
import { judgeClaims, judgeLifetime } from '../helpers/diagnosis/judges/token/judge-token.ts'
import { judgeTokenAnswer } from '../helpers/diagnosis/judges/token/judge-token-answer.ts'
import { serves } from '../helpers/session/acceptance.ts'
import { Blocked, notApplicable } from '../helpers/session/check-result.ts'
import { refreshable, refreshed } from '../helpers/session/further-sessions.ts'
import { needService } from '../helpers/session/services.ts'
import { carriesCookie, cookieOf } from '../helpers/session/session-cookie.ts'
import { signOut } from '../helpers/session/sign-out.ts'
import { defineSuite } from '../helpers/session/suite.ts'
import { keySets } from '../helpers/session/token-signature.ts'
import {
  judgeFormatOf,
  judgeIssued,
  judgeWrong,
  needToken,
  signatureFor,
} from '../helpers/session/tokens.ts'
import { decodeToken } from '../helpers/tokens/decode-token.ts'

/**
 * The issuer gives tokens to users only, and the tokens hold what was promised.
 * A red line here means that users cannot sign in, are signed in as somebody else, or that anyone can sign in.
 */
export default defineSuite('tokens', (session, part) => {
  const { contract } = session
  const promise = contract.tokens
  if (promise === undefined) return
  const { kind } = session.target

  part(promise.issuer, (check) => {
    check('issued', 'issues a user token', async () => {
      await needService(session, promise.issuer)
      return judgeIssued(session, 'user')
    })

    check(
      'answer',
      'describes its tokens rightly in its answer, and lets no cache keep it',
      async () => {
        const { exchange, ...issued } = await needToken(session, 'user')
        return exchange === undefined
          ? notApplicable('the token came without an answer that describes it')
          : judgeTokenAnswer({ ...issued, exchange, decoded: decodeToken(issued.token) }, promise)
      },
    )

    const { jwt } = promise
    if (jwt !== undefined) {
      const read = async () => {
        const issued = await needToken(session, 'user')
        return { decoded: decodeToken(issued.token), ...issued }
      }
      const needJwt = async () => {
        const finding = await judgeFormatOf(session, 'user')
        if (finding !== undefined) throw new Blocked([finding])
        return read()
      }
      check('format', `issues JWTs signed with ${jwt.algorithms.join(' or ')}`, () =>
        judgeFormatOf(session, 'user'),
      )
      const claims = [...new Set([...jwt.present, ...jwt.values.map(({ claim }) => claim)])]
      check(
        'claims',
        claims.length === 0
          ? 'puts no claims into its tokens that contradict each other'
          : `puts ${claims.join(', ')} into its tokens`,
        async () => judgeClaims(await needJwt(), promise, jwt),
      )
      check(
        'lifetime',
        `lets a token live ${jwt.lifetimeSeconds[kind] / 60} minutes at most`,
        async () => judgeLifetime(await needJwt(), promise, jwt, kind),
      )
      check('signature', 'signs its tokens with the key that is promised', async () => {
        const sets = await keySets(session)
        // Keys that differ are seen without a token too; with one it is known whether its key is among those that do.
        const decoded = await read().then(({ decoded }) => decoded, ifNotHad)
        const differing = judgeKeyRoute(sets, promise) ?? judgeKeySets(sets, promise, decoded)
        if (differing?.severity === 'failure') return differing
        const signature = await signatureFor(session, 'user')
        const isServed = signature.kind !== 'valid' && (await serves(session))
        const keySet = sets.find((set) => set.kind === 'answer' && set.status === 200)
        return [
          differing,
          judgeSignature(
            signature,
            { ...(await needJwt()), ...(keySet && { keySet }) },
            promise,
            isServed ? 'served' : 'unknown',
          ),
        ]
      })
    }

    if (promise.ways.some(carriesCookie))
      check('cookie', 'sets a session cookie that browsers keep', async () => {
        const cookie = await cookieOf(session, await needToken(session, 'user'))
        return cookie === undefined
          ? notApplicable('the token came another way than by a cookie')
          : judgeCookie(cookie, promise.issuer)
      })

    const { refresh } = promise
    if (refresh !== undefined) {
      check('refresh', 'gives a new, working token for a refresh token', async () => {
        const { way } = await needToken(session, 'user')
        const refreshToken = await refreshable(session)
        if (refreshToken === undefined)
          return notApplicable(`the ${way.title} gives no refresh token`)
        return judgeRefresh(await refreshed(session, refreshToken), promise)
      })
    }

    if (promise.signOut !== undefined)
      check('sign-out', 'refuses a token after its session was signed out', async () =>
        judgeSignOut(await signOut(session), promise),
      )

    for (const wrong of promise.wrongCredentials.filter(({ kinds }) => kinds.includes(kind))) {
      check(wrong.id, `refuses ${wrong.title}`, async () => {
        await needService(session, promise.issuer)
        return judgeWrong(session, wrong)
      })
    }
  })
})

/** No token is no reason to leave the keys unjudged. */
function ifNotHad(): undefined {}
