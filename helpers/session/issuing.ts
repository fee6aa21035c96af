import type { TokenPromise, TokenWay } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import {
  type IssuingFact,
  judgeIssuing,
  type TriedWay,
} from '../diagnosis/judges/token/judge-issuing.ts'
import { ISSUING_MS, judgeIssuingTime } from '../diagnosis/judges/token/judge-issuing-time.ts'
import { type Answer, ownTimeOf } from '../http/exchange.ts'
import { changesInForm } from '../promise/template.ts'
import type { Finding } from '../record/finding.ts'
import { obtainToken, subjectIn, type TokenOutcome } from '../tokens/obtain-token.ts'
import type { Extra } from './ask.ts'
import { askForToken, type LoginBudget, loginOnceMore, namesIn } from './login.ts'
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

/** How the tokens of this run are obtained: each user's once, in the first way that works. */
export interface IssuingTools {
  /** The values of that user for templates. */
  user(who: Who): Extra
  issuing(who: Who): Promise<Issuing>
  /** One more token in the same way, in a session of its own. */
  obtain(way: TokenWay, who: Who | Other): Promise<TokenOutcome>
  /** The same, of another user where the way signs in any. */
  another(way: TokenWay): Promise<TokenOutcome>
  judgeIssuing(who: Who): Promise<Finding | undefined>
  /** Whether the issuer takes seconds for the user's token, and for another one after it. */
  judgeTime(): Promise<Finding | undefined>
}

export function createIssuing(
  session: Session,
  promise: TokenPromise,
  budget: LoginBudget,
): IssuingTools {
  const user = (who: Who | Other): Extra => {
    const name = `smoke-${session.runId}-${SUFFIX[who]}`
    return { 'user.email': `${name}@example.com`, 'user.name': name, subject: name }
  }

  const missing = (way: TokenWay) => session.unset(way.needs)
  const allowed = promise.ways.filter((way) => way.kinds.includes(session.target.kind))

  const obtain = (way: TokenWay, who: Who | Other) =>
    obtainToken(way, {
      ask: (template, values) =>
        askForToken(session, template, { values, unavailable: way.unavailable }),
      values: session.values(user(who)),
      extra: user(who),
      ...(promise.jwt === undefined ? {} : { jwt: promise.jwt }),
      kind: session.target.kind,
      secret: session.secret,
    })

  const another: IssuingTools['another'] = (way) =>
    obtain(way, way.users === 'any' ? 'third-user' : 'user')

  const issuing: IssuingTools['issuing'] = (who) =>
    session.once(`issuing ${who}`, async () => {
      budget.need(who)
      const first = who === 'user' ? undefined : (await issuing('user')).issued
      const ways = allowed.filter(({ users }) => users === 'any' || users === USERS[who])
      const tried: TriedWay[] = []
      for (const way of ways.filter((candidate) => missing(candidate).length === 0)) {
        const outcome = await obtain(way, who)
        tried.push({ way, outcome })
        if (outcome.kind === 'issued' && !outcome.token.is(first?.token)) {
          const subject = outcome.subject ?? subjectIn(outcome.token, promise)
          return {
            issued: {
              way,
              receivedAtMs: Date.now(),
              ...outcome,
              ...(subject !== undefined && { subject }),
            },
            tried,
            unset: [],
          }
        }
        if (outcome.kind !== 'unavailable') break
      }
      return {
        tried,
        ...(await loginOnceMore(session, budget, tried.at(-1), (way) => obtain(way, who))),
        unset: ways
          .filter((way) => missing(way).length > 0)
          .map((way) => ({ way, missing: missing(way) })),
      }
    })

  const judge: IssuingTools['judgeIssuing'] = async (who) =>
    judgeIssuing(
      {
        ...(await issuing(who)),
        changedInForm: allowed
          .flatMap(({ source }) => (source.from === 'request' ? namesIn(source.request.basic) : []))
          .filter((name) => changesInForm(session.values()(name))),
      },
      promise,
      session.target.kind,
    )

  const judgeTime: IssuingTools['judgeTime'] = async () => {
    const { issued } = await issuing('user')
    if (
      issued?.exchange === undefined ||
      !budget.has('again') ||
      ownTimeOf(issued.exchange.timing) <= ISSUING_MS
    )
      return undefined
    // A second login of the same user ends the first session where each may have one.
    if (issued.way.users === 'one') await session.others.haveEnded()
    const again = await another(issued.way)
    return again.kind === 'issued'
      ? judgeIssuingTime(issued.exchange, again.exchange, promise)
      : undefined
  }

  return { user, issuing, obtain, another, judgeIssuing: judge, judgeTime }
}
