import type { ProtectedRoute, ServicePromise } from '../../contracts/schema/service.ts'
import { judgeCatchAll } from '../diagnosis/judges/access/judge-catch-all.ts'
import { judgeBare } from '../diagnosis/judges/access/judge-forged.ts'
import { isPage } from '../diagnosis/judges/health/answer-signs.ts'
import type { Finding } from '../record/finding.ts'
import { needAccepted } from './acceptance.ts'
import { otherPages } from './catch-all-look.ts'
import { Blocked, blockedBy } from './check-result.ts'
import { askAnonymousAgain, askToRefuse } from './refusals.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'

/** What a protected route answers to a request without credentials, judged. */
interface JudgedRoute {
  readonly route: ProtectedRoute
  readonly finding: Finding | undefined
}

/** Whether each protected route refuses a request without credentials. */
export function judgeAnonymous(
  session: Session,
  service: ServicePromise,
): Promise<readonly JudgedRoute[]> {
  return session.once(`no credentials ${service.name}`, async () => {
    // Without a good token too: a route that is open is open, and one that refuses as promised keeps its promise.
    const user = await needAccepted(session, service, 'user').catch(blockedBy)
    const blocked = user instanceof Blocked ? user : undefined
    await needService(session, service.name)
    const good = user instanceof Blocked ? undefined : user.token
    const answers = await askToRefuse(session, service.protectedRoutes, { good })
    const page = answers.find(({ exchange }) => isPage(exchange))
    const pages = page && (await otherPages(session, page.route))
    const judged = (await askAnonymousAgain(session, answers, good)).map((fact) => ({
      route: fact.route,
      finding: (pages && judgeCatchAll(fact, pages)) ?? judgeBare(fact),
    }))
    const isClear = judged.every(({ finding }) => finding === undefined || isNotClosed(finding))
    if (blocked !== undefined && !isClear) throw blocked
    return judged
  })
}

/** A need: routes of the service that refuse a request without credentials. */
export async function needClosed(
  session: Session,
  service: ServicePromise,
): Promise<readonly ProtectedRoute[]> {
  const judged = await judgeAnonymous(session, service)
  const closed = judged.filter(({ finding }) => finding === undefined || !isNotClosed(finding))
  const [open] = judged
  if (closed.length === 0 && open?.finding !== undefined) throw new Blocked([open.finding])
  return closed.map(({ route }) => route)
}

/** A route that lets everybody in, or that is not there: its answer to a wrong token proves nothing. */
function isNotClosed({ code }: Finding): boolean {
  return code === 'auth.open' || code === 'service.wrong-identity' || code === 'edge.cached'
}
