import type { ProtectedRoute, ServicePromise } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { isAccepted, noInBody } from '../diagnosis/judges/access/accepted.ts'
import { mayBeAbsent } from '../diagnosis/judges/access/judge-catch-all.ts'
import { judgeForged } from '../diagnosis/judges/access/judge-forged.ts'
import { hasCrashed, type RefusalFact } from '../diagnosis/judges/access/judge-refusal.ts'
import type { Exchange } from '../http/exchange.ts'
import { isRefused } from '../promise/expectation.ts'
import { forgeTokens } from '../tokens/battery.ts'
import { type Forged, type Forgery, variableOf } from '../tokens/forgery.ts'
import { isCarriable } from '../tokens/obtain-token.ts'
import { againAlone } from './again-alone.ts'
import { readsOf } from './ask.ts'
import { tokensOf } from './login.ts'
import type { Session } from './session.ts'
import { jwks, keyAtHand } from './token-signature.ts'
import { needToken } from './tokens.ts'

/** Requests without credentials that get a connection of their own: a balancer of connections leads each to another instance. */
const ON_THEIR_OWN = 4

/** Routes at which the good token is sent too, where the answer to another request leaves open whether they are there, or work. */
const ROUTES_LOOKED_AT = 3

/** The answers of protected routes to a request that each must refuse: with a wrong token, or with none. */
export async function askToRefuse(
  session: Session,
  routes: readonly ProtectedRoute[],
  tokens: { readonly wrong?: Secret; readonly good: Secret | undefined },
): Promise<readonly RefusalFact[]> {
  const { wrong, good } = tokens
  const facts = await Promise.all(
    routes.map(async (route, index) => ({
      route,
      exchange: await session.ask(route.request, {
        ...readsOf(route),
        ...(wrong === undefined && index < ON_THEIR_OWN && { connection: 'fresh' }),
        // Only the control waits for the refusal of a forged token.
        ...(wrong !== undefined && { token: wrong, priority: 'low' }),
      }),
    })),
  )
  const leavesOpen = ({ route, exchange }: RefusalFact) =>
    mayBeAbsent(exchange) ||
    hasCrashed(exchange) ||
    (wrong === undefined && failsWithGoodStatus(exchange, route))
  const doubted = facts.filter(leavesOpen).slice(0, ROUTES_LOOKED_AT)
  if (good === undefined || doubted.length === 0) return facts
  return Promise.all(
    facts.map(async (fact) =>
      doubted.includes(fact)
        ? { ...fact, good: await answerToGood(session, fact.route, good) }
        : fact,
    ),
  )
}

/** A no in the body that is not the promised one may be said to everybody. */
function failsWithGoodStatus(exchange: Exchange, route: ProtectedRoute): boolean {
  return (
    exchange.kind === 'answer' &&
    noInBody(exchange) !== undefined &&
    !isRefused(exchange, route.withoutCredentials)
  )
}

function answerToGood(session: Session, route: ProtectedRoute, token: Secret) {
  const { service, method, path } = route.request
  return session.once(`good token ${service} ${method} ${path}`, () =>
    session.ask(route.request, { token, ...readsOf(route) }),
  )
}

/** Times that a wrong token is sent again where it met an error: each row of the battery may. */
const CRASHED_AGAIN = 2

/** Requests without credentials, asked again: one that met an error, was accepted, or was refused in another way. */
export async function askAnonymousAgain(
  session: Session,
  answers: readonly RefusalFact[],
  good: Secret | undefined,
): Promise<readonly RefusalFact[]> {
  const unlike = answers.find(
    ({ exchange, route }) =>
      exchange.kind === 'answer' && !isRefused(exchange, route.withoutCredentials),
  )
  return withAgain(session, answers, crashed(answers) ?? accepted(answers) ?? unlike, { good })
}

/**
 * One wrong token, asked again where it met an error, was accepted, or was refused in another way: an instance that fails, or
 * that does not check, is another fault than a route. Of those that a service accepts, or refuses in another way, the first of
 * all is enough.
 */
export async function askForgedAgain(
  session: Session,
  { name }: ServicePromise,
  row: Forged,
  answers: readonly RefusalFact[],
  good: Secret,
): Promise<readonly RefusalFact[]> {
  const wrong = row.token
  const bad = crashed(answers)
  if (bad !== undefined) return withAgain(session, answers, bad, { wrong, times: CRASHED_AGAIN })
  const believed = accepted(answers)
  const unlike = answers.find((fact) => judgeForged(fact, row)?.severity === 'failure')
  const found = believed ?? unlike
  const kind = `${believed === undefined ? 'unlike' : 'believed'} ${name}`
  const seen = session.shared(kindsSeen)
  if (found === undefined || seen.has(kind)) return answers
  seen.add(kind)
  return withAgain(session, answers, found, believed === undefined ? { wrong, good } : { wrong })
}

/** What was asked again before: a service, and how it did not refuse a wrong token. */
function kindsSeen(): Set<string> {
  return new Set()
}

function crashed(answers: readonly RefusalFact[]): RefusalFact | undefined {
  return answers.find(({ exchange }) => hasCrashed(exchange))
}

function accepted(answers: readonly RefusalFact[]): RefusalFact | undefined {
  return answers.find(({ exchange, route }) => isAccepted(exchange, route))
}

/** The answers, the bad one of them with what the same request got again. */
async function withAgain(
  session: Session,
  answers: readonly RefusalFact[],
  bad: RefusalFact | undefined,
  { wrong, good, times }: { wrong?: Secret; good?: Secret | undefined; times?: number },
): Promise<readonly RefusalFact[]> {
  if (bad === undefined) return answers
  const again = await againAlone(session, bad.route, wrong, times)
  const found = { ...bad, again, ...(await lookWhetherThere(session, { ...bad, again }, good)) }
  return answers.map((fact) => (fact === bad ? found : fact))
}

/**
 * A route that is missing at some requests only, and there for the good token: whether that token misses it at times too.
 * Then an instance lacks the route, and does not refuse.
 */
async function lookWhetherThere(
  session: Session,
  { route, exchange, again = [], good }: RefusalFact,
  token: Secret | undefined,
): Promise<Pick<RefusalFact, 'good'>> {
  const isMixed = mayBeAbsent(exchange) && !again.every(mayBeAbsent)
  if (!isMixed || token === undefined || good === undefined || mayBeAbsent(good)) return {}
  const missed = (await againAlone(session, route, token)).find(mayBeAbsent)
  return missed === undefined ? {} : { good: missed }
}

/** One row of the battery, whose wrong tokens are made once a run, from the user's token; undefined where it has no such row. */
export async function forgery(session: Session, id: string): Promise<Forgery | undefined> {
  const rows = await session.once('battery', async () => {
    const { token, refreshToken } = await needToken(session, 'user')
    const { jwt } = tokensOf(session)
    const key = jwt && keyAtHand(session.target, jwt)
    const made = await forgeTokens(token, {
      now: new Date(),
      secret: session.secret,
      ...(jwt && { jwt }),
      ...(key && { key }),
      ...(jwt?.key.kind === 'jwks' && { jwks: await jwks(session) }),
      ...(refreshToken !== undefined && isCarriable(refreshToken) && { refreshToken }),
    })
    for (const row of made) if ('token' in row) nameIn(session, row)
    return made
  })
  return rows.find((row) => row.id === id)
}

/** A malformed token is no secret, and stands in a command as it is. */
function nameIn({ sent }: Session, row: Forged): void {
  if (row.group !== 'malformed') sent.nameWrong(row.token, variableOf(row))
}
