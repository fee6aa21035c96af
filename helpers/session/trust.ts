import type { ServicePromise } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { sinceEnd } from '../diagnosis/experiments/when-valid.ts'
import { isAccepted } from '../diagnosis/judges/access/accepted.ts'
import type { ControlFact } from '../diagnosis/judges/access/judge-control.ts'
import { judgeForged } from '../diagnosis/judges/access/judge-forged.ts'
import type { Finding } from '../record/finding.ts'
import { batteryFor } from '../tokens/battery.ts'
import type { Forged } from '../tokens/forgery.ts'
import { needAccepted, probeRoute } from './acceptance.ts'
import { againAlone } from './again-alone.ts'
import { readsOf } from './ask.ts'
import { judgeAnonymous, needClosed } from './closed-routes.ts'
import { renewed } from './further-sessions.ts'
import { tokensOf } from './login.ts'
import { askForgedAgain, askToRefuse, forgery } from './refusals.ts'
import { createRefusedSender } from './refused-sender.ts'
import type { Session } from './session.ts'

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

/** The probe route, asked with the good token on a connection of its own. */
async function showProbe(
  session: Session,
  service: ServicePromise,
  token: Secret,
): Promise<Pick<ControlFact, 'route' | 'exchange'>> {
  const route = probeRoute(service)
  const options = { token, connection: 'fresh', ...readsOf(route) } as const
  return { route, exchange: await session.ask(route.request, options) }
}

/**
 * Whether a forged token is refused by the probe route, and by the other protected routes where the row is for every route. A
 * route that opens without credentials is left out, since its answer to a token proves nothing. Sent once: the control waits
 * for it too. The findings are kept, and not the answers.
 */
export function judgeRow(
  session: Session,
  service: ServicePromise,
  row: Forged,
): Promise<readonly Finding[]> {
  return session.once(`refusal ${service.name} ${row.id}`, async () => {
    const [probe, ...others] = await needClosed(session, service)
    const share = ROWS_FOR_EVERY_ROUTE.indexOf(row.id)
    const mine = others.filter(
      (_, index) =>
        share >= 0 &&
        (others.length < ROUTES_WITH_EVERY_ROW || index % ROWS_FOR_EVERY_ROUTE.length === share),
    )
    const { token } = await needAccepted(session, service, 'user')
    const asked = probe === undefined ? mine : [probe, ...mine]
    const sender = session.shared(createRefusedSender)
    const answers = await sender.inTurn(service, async () => {
      const facts = await askToRefuse(session, asked, { wrong: row.token, good: token })
      await sender.record(service, row, facts, () => showProbe(session, service, token))
      return facts
    })
    const looked = await askForgedAgain(session, service, row, answers, token)
    return looked.flatMap((fact) => judgeForged(fact, row) ?? [])
  })
}

/** The accepted request once more, after all refusals. */
export async function control(session: Session, service: ServicePromise): Promise<ControlFact> {
  const promise = tokensOf(session)
  const { token } = await needAccepted(session, service, 'user')
  const rows = await Promise.all(
    batteryFor(promise, service.name)
      .filter(({ id }) => promise.leftOut?.[id] === undefined)
      .map(({ id }) => forgery(session, id)),
  )
  const sent = rows.flatMap((row) =>
    row !== undefined && 'token' in row ? [judgeRow(session, service, row)] : [],
  )
  // The refusals have checks of their own; here only their end counts.
  await Promise.allSettled([judgeAnonymous(session, service), ...sent])
  const shown = await showProbe(session, service, token)
  return isAccepted(shown.exchange, shown.route)
    ? shown
    : { ...shown, ...(await lookAtControl(session, token, shown)) }
}

/** What is asked again where a route refuses the good token after the refusals of wrong ones. */
async function lookAtControl(
  session: Session,
  token: Secret,
  { route, exchange }: Pick<ControlFact, 'route' | 'exchange'>,
): Promise<Omit<ControlFact, 'route' | 'exchange'>> {
  const ms = sinceEnd(token, exchange)
  if (ms !== undefined) return { ended: { ms, issuer: tokensOf(session).issuer } }
  const again = await againAlone(session, route, token)
  if (again.some((one) => isAccepted(one, route))) return { again }
  const newer = await renewed(session)
  const answer = newer && (await session.ask(route.request, { token: newer, ...readsOf(route) }))
  return { again, ...(answer && { renewed: answer }) }
}
