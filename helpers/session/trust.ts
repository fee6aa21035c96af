import type { ServicePromise } from '../../contracts/schema/service.ts'
import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import { sinceEnd } from '../diagnosis/experiments/when-valid.ts'
import { isAccepted } from '../diagnosis/judges/access/accepted.ts'
import type { ControlFact } from '../diagnosis/judges/access/judge-control.ts'
import { judgeForged } from '../diagnosis/judges/access/judge-refusal.ts'
import type { Finding } from '../record/finding.ts'
import { batteryFor } from '../tokens/battery.ts'
import type { Forged } from '../tokens/forgery.ts'
import { type Acceptance, createAcceptance } from './acceptance.ts'
import { againAlone } from './again-alone.ts'
import { readsOf } from './ask.ts'
import { type ClosedRoutes, createClosedRoutes } from './closed-routes.ts'
import { askToRefuse, type Battery, createBattery, createSecondAsking } from './refusals.ts'
import { createRefusedSender } from './refused-sender.ts'
import type { Session } from './session.ts'
import { createTokens, type Tokens } from './tokens.ts'

/**
 * Rows of the battery that every protected route gets; the probe route of a service gets all of them, since one
 * verifier checks the tokens of all its routes. A route that lets anything in, trusts what it decodes, or forgets the
 * time shows by these.
 */
export const ROWS_FOR_EVERY_ROUTE: readonly string[] = [
  'garbage',
  'foreign-key',
  'alg-none',
  'expired',
]

/** If a service has more protected routes, each of the others gets one of these rows only. */
export const ROUTES_WITH_EVERY_ROW = 5

/** The requests that show which tokens a service accepts, sent once a run. */
export interface Trust extends Acceptance, Battery, Pick<ClosedRoutes, 'judgeAnonymous'> {
  /** The accepted request once more, after all refusals. */
  control(service: ServicePromise): Promise<ControlFact>
  /**
   * Whether a forged token is refused by the probe route, and by the other protected routes where the row is for every route. A route
   * that opens without credentials is left out, since its answer to a token proves nothing.
   */
  judgeRow(service: ServicePromise, row: Forged): Promise<readonly Finding[]>
}

function createTrust(session: Session, tokens: Tokens): Trust {
  const acceptance = createAcceptance(session, tokens)
  const { needAccepted, probeRoute } = acceptance
  const battery = createBattery(session, tokens)
  const askAgain = createSecondAsking(session)

  const { judgeAnonymous, needClosed } = createClosedRoutes(session, acceptance)

  const sender = createRefusedSender(session.target.maxConcurrentRequests)
  const showProbe = async (service: ServicePromise, token: Secret) => {
    const route = probeRoute(service)
    const options = { token, connection: 'fresh', ...readsOf(route) } as const
    return { route, exchange: await session.ask(route.request, options) }
  }

  /** Sent once: the control waits for it too. The findings are kept, and not the answers. */
  const judgeRow: Trust['judgeRow'] = (service, row) =>
    session.once(`refusal ${service.name} ${row.id}`, async () => {
      const routes = await needClosed(service)
      const share = ROWS_FOR_EVERY_ROUTE.indexOf(row.id)
      const [probe, ...others] = routes
      const mine = others.filter(
        (_, index) =>
          share >= 0 &&
          (others.length < ROUTES_WITH_EVERY_ROW || index % ROWS_FOR_EVERY_ROUTE.length === share),
      )
      const { token } = await needAccepted(service, 'user')
      const asked = probe === undefined ? mine : [probe, ...mine]
      const answers = await sender.inTurn(service, async () => {
        const facts = await askToRefuse(session, asked, { wrong: row.token, good: token })
        await sender.record(service, row, facts, () => showProbe(service, token))
        return facts
      })
      const looked = await askAgain.forged(service, row, answers, token)
      return looked.flatMap((fact) => judgeForged(fact, row) ?? [])
    })

  return {
    ...acceptance,
    ...battery,
    judgeAnonymous,
    control: async (service) => {
      const { token } = await needAccepted(service, 'user')
      const rows = await Promise.all(
        batteryFor(tokens.promise, service.name)
          .filter(({ id }) => tokens.promise.leftOut?.[id] === undefined)
          .map(({ id }) => battery.forgery(id)),
      )
      const sent = rows.flatMap((row) =>
        row !== undefined && 'token' in row ? [judgeRow(service, row)] : [],
      )
      // The refusals have checks of their own; here only their end counts.
      await Promise.allSettled([judgeAnonymous(service), ...sent])
      const { route, exchange } = await showProbe(service, token)
      return isAccepted(exchange, route)
        ? { route, exchange }
        : {
            route,
            exchange,
            ...(await lookAtControl(session, tokens, token, { route, exchange })),
          }
    },
    judgeRow,
  }
}

/** What is asked again where a route refuses the good token after the refusals of wrong ones. */
async function lookAtControl(
  session: Session,
  tokens: Tokens,
  token: Secret,
  { route, exchange }: Pick<ControlFact, 'route' | 'exchange'>,
): Promise<Omit<ControlFact, 'route' | 'exchange'>> {
  const ms = sinceEnd(token, exchange)
  if (ms !== undefined) return { ended: { ms, issuer: tokens.promise.issuer } }
  const again = await againAlone(session, route, token)
  if (again.some((one) => isAccepted(one, route))) return { again }
  const newer = await tokens.renewed()
  const renewed = newer && (await session.ask(route.request, { token: newer, ...readsOf(route) }))
  return { again, ...(renewed && { renewed }) }
}

/** All that can be asked about tokens and trust. */
export interface Access {
  readonly tokens: Tokens
  readonly trust: Trust
}

export function createAccess(session: Session, promise: TokenPromise): Access {
  const tokens = createTokens(session, promise)
  return { tokens, trust: createTrust(session, tokens) }
}
