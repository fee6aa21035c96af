import type { TokenWay } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import {
  type IssuingFact,
  judgeIssuing,
  type TriedWay,
} from '../diagnosis/judges/token/judge-issuing.ts'
import { ISSUING_MS, judgeIssuingTime } from '../diagnosis/judges/token/judge-issuing-time.ts'
import { type Answer, ownTimeOf } from '../http/exchange.ts'
import { changesInForm } from '../promise/template.ts'
import { obtainToken, subjectIn, type TokenOutcome } from '../tokens/obtain-token.ts'
import type { Extra } from './ask.ts'
import type { Judged } from './check-result.ts'
import { askForToken, loginOnceMore, mayLogin, namesIn, needLogin, tokensOf } from './login.ts'
import type { Session } from './session.ts'

export type Who = 'user' | 'second-user'

/** A user of whom no check but one needs a session. */
type Other = 'third-user'

const SUFFIX: Readonly<Record<Who | Other, string>> = {
  user: 'a',
  'second-user': 'b',
  'third-user': 'c',
}

/** The ways that sign in that user alone. */
const USERS: Readonly<Record<Who, TokenWay['users']>> = { user: 'one', 'second-user': 'second' }

export interface Issued {
  readonly way: TokenWay
  readonly token: Secret
  readonly refreshToken?: Secret
  readonly subject?: string
  readonly expiresIn?: number
  readonly exchange?: Answer
  /** When the answer came, by our clock, in milliseconds since 1970. */
  readonly receivedAtMs: number
}

/** The result of obtaining a token, with the token. */
export interface Issuing extends IssuingFact {
  readonly issued?: Issued
}

/** The values of that user for templates. */
export function userValues({ runId }: Session, who: Who | Other): Extra {
  const name = `smoke-${runId}-${SUFFIX[who]}`
  return { 'user.email': `${name}@example.com`, 'user.name': name, subject: name }
}

/** The ways to a token that the contract allows in this kind of environment. */
function allowedWays(session: Session): readonly TokenWay[] {
  return tokensOf(session).ways.filter(({ kinds }) => kinds.includes(session.target.kind))
}

/** How the token of that user was obtained: once a run, in the first way that works. */
export function issuing(session: Session, who: Who): Promise<Issuing> {
  return session.once(`issuing ${who}`, async () => {
    const promise = tokensOf(session)
    needLogin(promise, who)
    const missing = ({ needs }: TokenWay) => session.unset(needs)
    const first = who === 'user' ? undefined : (await issuing(session, 'user')).issued
    const ways = allowedWays(session).filter(({ users }) => users === 'any' || users === USERS[who])
    const tried: TriedWay[] = []
    for (const way of ways.filter((candidate) => missing(candidate).length === 0)) {
      const outcome = await obtain(session, way, who)
      tried.push({ way, outcome })
      if (outcome.kind === 'issued' && !outcome.token.is(first?.token)) {
        const subject = outcome.subject ?? subjectIn(outcome.token, promise)
        const receivedAtMs = Date.now()
        const issued = { way, receivedAtMs, ...outcome, ...(subject !== undefined && { subject }) }
        return { issued, tried, unset: [] }
      }
      if (outcome.kind !== 'unavailable') break
    }
    return {
      tried,
      ...(await loginOnceMore(session, tried.at(-1), (way) => obtain(session, way, who))),
      unset: ways
        .filter((way) => missing(way).length > 0)
        .map((way) => ({ way, missing: missing(way) })),
    }
  })
}

/** One more token of that user in this way, in a session of its own. */
export function obtain(session: Session, way: TokenWay, who: Who | Other): Promise<TokenOutcome> {
  const { jwt } = tokensOf(session)
  const extra = userValues(session, who)
  return obtainToken(way, {
    ask: (template, values) =>
      askForToken(session, template, { values, unavailable: way.unavailable }),
    values: session.values(extra),
    extra,
    ...(jwt && { jwt }),
    kind: session.target.kind,
    secret: session.secret,
  })
}

/** The same, of another user where the way signs in any. */
export function obtainAnother(session: Session, way: TokenWay): Promise<TokenOutcome> {
  return obtain(session, way, way.users === 'any' ? 'third-user' : 'user')
}

/** Why the user has no token; undefined where there is one. */
export async function judgeObtained(session: Session, who: Who): Judged {
  const changedInForm = allowedWays(session)
    .flatMap(({ source }) => (source.from === 'request' ? namesIn(source.request.basic) : []))
    .filter((name) => changesInForm(session.values()(name)))
  const fact = { ...(await issuing(session, who)), changedInForm }
  return judgeIssuing(fact, tokensOf(session), session.target.kind)
}

/** Whether the issuer takes seconds for the user's token, and for another one after it. */
export async function judgeTime(session: Session): Judged {
  const promise = tokensOf(session)
  const { issued } = await issuing(session, 'user')
  if (
    issued?.exchange === undefined ||
    !mayLogin(promise, 'again') ||
    ownTimeOf(issued.exchange.timing) <= ISSUING_MS
  )
    return undefined
  // A second login of the same user ends the first session where each may have one.
  if (issued.way.users === 'one') await session.others.haveEnded()
  const again = await obtainAnother(session, issued.way)
  return again.kind === 'issued'
    ? judgeIssuingTime(issued.exchange, again.exchange, promise)
    : undefined
}
