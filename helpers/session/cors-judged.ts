import type { CorsPromise } from '../../contracts/schema/page.ts'
import { type CorsRoute, judgePreflight } from '../diagnosis/judges/access/judge-cors.ts'
import { judgeRedirected } from '../diagnosis/judges/access/judge-redirected.ts'
import { judgeShared } from '../diagnosis/judges/access/judge-shared.ts'
import type { Judged } from './check-result.ts'
import { answersTo, askAsPage, askPreflight, preflights, redirectedCalls } from './cors.ts'
import { BY_ANY, countAgain } from './count-again.ts'
import type { Session } from './session.ts'

/** Whether browsers let pages of that origin call a route: by its preflight, by the answer itself, and by what a redirect leads to. */
export async function judgeCalls(
  session: Session,
  route: CorsRoute,
  origin: string,
  cors: CorsPromise,
): Judged {
  const { request } = route
  for (const preflight of await preflights(session, route, origin)) {
    const finding = judgePreflight(preflight, route, origin, cors)
    const isWellAgain = async () => {
      const again = await askPreflight(session, route, origin, BY_ANY)
      return judgePreflight(again, route, origin, cors) === undefined
    }
    if (finding !== undefined)
      return countAgain(session, { finding, bad: preflight, request }, isWellAgain)
  }
  for (const { exchange, token } of await answersTo(session, route, origin)) {
    const finding = judgeShared(exchange, route, origin, cors)
    const isWellAgain = async () => {
      const again = await askAsPage(session, route, origin, { ...BY_ANY, token })
      return judgeShared(again, route, origin, cors) === undefined
    }
    if (finding !== undefined)
      return countAgain(session, { finding, bad: exchange, request }, isWellAgain)
  }
  return (await redirectedCalls(session, route, origin))
    .map((answer) => judgeRedirected(answer, route, cors))
    .find((finding) => finding !== undefined)
}
