import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { judgeSignedInPage, type OtherPages } from '../diagnosis/judges/access/judge-catch-all.ts'
import { judgeSomePages } from '../diagnosis/judges/access/judge-some-pages.ts'
import { isPage } from '../diagnosis/judges/health/answer-signs.ts'
import type { Exchange } from '../http/exchange.ts'
import { readsOf } from './ask.ts'
import type { Judged } from './check-result.ts'
import type { Session } from './session.ts'

/** A path of the service that cannot exist. */
export function noSuchPath({ runId }: Session, beside = '/'): string {
  return `${beside.replace(/[^/]*(?:\?.*)?$/, '')}${runId}/no-such-path`
}

/**
 * What a page at a protected route is compared with: the answer at a path beside it that cannot exist, in the same folder, since
 * a rule in front of the service may send only some folders to the web app; and the start page of the web app.
 */
export async function otherPages(
  session: Session,
  { request: { service, path } }: ProtectedRoute,
): Promise<OtherPages> {
  const nowhere = { service, method: 'GET', path: noSuchPath(session, path) } as const
  return { nowhere: await session.ask(nowhere), ...(await startPage(session)) }
}

/**
 * Whether a page that the good token gets is one of the route, or one that something in front gives for every path: three
 * requests more, and none where no answer is a page.
 */
export async function judgePageOfRoute(
  session: Session,
  route: ProtectedRoute,
  token: Secret,
  answers: readonly Exchange[],
): Judged {
  const exchange = answers.find(isPage)
  if (exchange === undefined) return undefined
  const some = judgeSomePages(route, 'the good token', answers)
  if (some !== undefined) return some
  const { service, path } = route.request
  const beside = { service, method: 'GET', path: noSuchPath(session, path) } as const
  const [nowhere, without, start] = await Promise.all([
    session.ask(beside, { token }),
    session.ask(route.request, readsOf(route)),
    startPage(session),
  ])
  return judgeSignedInPage({ route, exchange, nowhere, without, ...start })
}

/** The start page of the web app, as somebody without a token gets it; nothing where the platform has no page. */
async function startPage(session: Session): Promise<Pick<OtherPages, 'start'>> {
  const [page] = session.contract.pages
  if (page === undefined) return {}
  const { service, path } = page
  const exchange = await session.once(`start page ${service}`, () =>
    session.ask({ service, method: 'GET', path }, { again: 'never' }),
  )
  return { start: { service, exchange } }
}
