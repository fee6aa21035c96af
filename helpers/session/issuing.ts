import type { RequestTemplate } from '../../contracts/schema/common.ts'
import type { TokenPromise, TokenWay } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import { statedReason } from '../diagnosis/judges/access/stated-reason.ts'
import { isThrottled } from '../diagnosis/judges/health/answer-signs.ts'
import { judgeIssuing } from '../diagnosis/judges/token/judge-issuing.ts'
import { ISSUING_MS, judgeIssuingTime } from '../diagnosis/judges/token/judge-issuing-time.ts'
import { type Answer, ownTimeOf } from '../http/exchange.ts'
import { changesInForm, placeholdersOf } from '../promise/template.ts'
import type { Finding } from '../record/finding.ts'
import { obtainToken, subjectIn, type TokenOutcome } from '../tokens/obtain-token.ts'
import type { Extra } from './ask.ts'
import { askForToken, type LoginBudget } from './login.ts'
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

/** One way that was tried, and its result. */
export interface TriedWay {
  readonly way: TokenWay
  readonly outcome: TokenOutcome
}

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

/** The result of obtaining a token: the token, or every way that failed. */
export interface Issuing {
  readonly issued?: Issued
  readonly tried: readonly TriedWay[]
  /** The same way again, after it went wrong. */
  readonly again?: readonly TokenOutcome[]
  /** A refused way once more, with its client credentials in Basic in their other form. */
  readonly otherForm?: TokenOutcome
  /** Ways that this environment allows and that lack variables, with these variables. */
  readonly unset: readonly { readonly way: TokenWay; readonly missing: readonly string[] }[]
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

  const { tryOtherForm, tryAgain } = createSecondTries(session, budget, obtain)

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
      const otherForm = await tryOtherForm(tried.at(-1), who)
      const again = otherForm === undefined ? await tryAgain(tried.at(-1), who) : []
      return {
        tried,
        again,
        ...(otherForm && { otherForm }),
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

/** One more login where the last one was refused; none where the platform counts them. */
function createSecondTries(session: Session, budget: LoginBudget, obtain: IssuingTools['obtain']) {
  return {
    /** What form encoding changes may be right and only be read in the other form. */
    tryOtherForm: async (last: TriedWay | undefined, who: Who) => {
      if (last?.outcome.kind !== 'refused' || last.way.source.from !== 'request') return undefined
      const { basic } = last.way.source.request
      const changes = namesIn(basic).some((name) => changesInForm(session.values()(name)))
      if (basic === undefined || !changes || !budget.has('again')) return undefined
      const encoding = basic.encoding === 'raw' ? 'form' : 'raw'
      const request = { ...last.way.source.request, basic: { ...basic, encoding } as const }
      return obtain({ ...last.way, source: { ...last.way.source, request } }, who)
    },
    /** A login that went wrong once may have met an instance: one more shows it, and one more where it was an error. */
    tryAgain: async (last: TriedWay | undefined, who: Who) => {
      if (last?.outcome.kind !== 'refused' || !budget.has('again')) return []
      const { exchange } = last.outcome
      // More of these would prolong the time of a limit, or lock the account.
      if (isThrottled(exchange) || statedReason(exchange) === 'account') return []
      const first = await obtain(last.way, who)
      return exchange.status < 500 ? [first] : [first, await obtain(last.way, who)]
    },
  }
}

/** The variables in client credentials. */
function namesIn(basic: RequestTemplate['basic']): readonly string[] {
  return placeholdersOf(`${basic?.user} ${basic?.password}`)
}
