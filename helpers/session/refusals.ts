import type { ProtectedRoute, ServicePromise } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { isAccepted } from '../diagnosis/judges/access/accepted.ts'
import { mayBeAbsent } from '../diagnosis/judges/access/judge-catch-all.ts'
import { hasCrashed, type RefusalFact } from '../diagnosis/judges/access/judge-refusal.ts'
import { forgeTokens } from '../tokens/battery.ts'
import { type Forged, type Forgery, variableOf } from '../tokens/forgery.ts'
import { isCarriable } from '../tokens/obtain-token.ts'
import { readsOf } from './ask.ts'
import { againAlone } from './second-look.ts'
import type { Session } from './session.ts'
import { keyAtHand } from './token-signature.ts'
import type { Tokens } from './tokens.ts'

/** Requests without credentials that get a connection of their own: a balancer of connections leads each to another instance. */
const ON_THEIR_OWN = 4

/** Routes at which the good token is sent too, where the answer to another request leaves open whether they are there. */
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
  const doubted = facts.filter(({ exchange }) => mayBeAbsent(exchange)).slice(0, ROUTES_LOOKED_AT)
  return Promise.all(
    facts.map(async (fact) =>
      good !== undefined && doubted.includes(fact)
        ? { ...fact, good: await answerToGood(session, fact.route, good) }
        : fact,
    ),
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

/** What was not refused, asked again: an instance that crashes, or that does not check, is another fault than a route. */
export interface SecondAsking {
  /** Of requests without credentials: one that met an error or was accepted. */
  anonymous(answers: readonly RefusalFact[]): Promise<readonly RefusalFact[]>
  /** Of one wrong token: the same. Of those that a service accepts, the first of all is enough. */
  forged(
    service: ServicePromise,
    row: Forged,
    answers: readonly RefusalFact[],
  ): Promise<readonly RefusalFact[]>
}

export function createSecondAsking(session: Session): SecondAsking {
  const believing = new Set<string>()
  const crashed = (answers: readonly RefusalFact[]) =>
    answers.find(({ exchange }) => hasCrashed(exchange))
  const accepted = (answers: readonly RefusalFact[]) =>
    answers.find(({ exchange, route }) => isAccepted(exchange, route))
  const withAgain = async (
    answers: readonly RefusalFact[],
    bad: RefusalFact | undefined,
    token?: Secret,
    times?: number,
  ) => {
    if (bad === undefined) return answers
    const again = await againAlone(session, bad.route, token, times)
    return answers.map((fact) => (fact === bad ? { ...fact, again } : fact))
  }
  return {
    anonymous: (answers) => withAgain(answers, crashed(answers) ?? accepted(answers)),
    forged: ({ name }, { token }, answers) => {
      const bad = crashed(answers)
      if (bad !== undefined) return withAgain(answers, bad, token, CRASHED_AGAIN)
      const believed = believing.has(name) ? undefined : accepted(answers)
      if (believed !== undefined) believing.add(name)
      return withAgain(answers, believed, token)
    },
  }
}

/** The wrong tokens of a run, made once, from the user's token. */
export interface Battery {
  /** One row of the battery; undefined where it has no such row. */
  forgery(id: string): Promise<Forgery | undefined>
}

export function createBattery(session: Session, tokens: Tokens): Battery {
  const rows = () =>
    session.once('battery', async () => {
      const { token, refreshToken } = await tokens.need('user')
      const { jwt } = tokens.promise
      const key = jwt && keyAtHand(session.target, jwt)
      const made = await forgeTokens(token, {
        now: new Date(),
        secret: session.secret,
        ...(jwt && { jwt }),
        ...(key && { key }),
        ...(jwt?.key.kind === 'jwks' && { jwks: await tokens.jwks() }),
        ...(refreshToken !== undefined && isCarriable(refreshToken) && { refreshToken }),
      })
      for (const row of made) if ('token' in row) nameIn(session, row)
      return made
    })
  return { forgery: async (id) => (await rows()).find((row) => row.id === id) }
}

/** A malformed token is no secret, and stands in a command as it is. */
function nameIn({ sent }: Session, row: Forged): void {
  if (row.group !== 'malformed') sent.nameWrong(row.token, variableOf(row))
}
