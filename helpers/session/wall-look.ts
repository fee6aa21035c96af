import type { ServicePromise } from '../../contracts/schema/service.ts'
import {
  isAtEveryPath,
  judgeWall,
  mayBeWall,
  type WallLook,
} from '../diagnosis/judges/health/judge-wall.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Finding } from '../record/finding.ts'
import { noSuchPath } from './catch-all-look.ts'
import type { Judged } from './check-result.ts'
import { BY_ANY, countAgain } from './count-again.ts'
import type { Session } from './session.ts'

/** The User-Agent of a browser, in the form that all of them have. */
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** Statuses of filters of clients. */
const FORBIDS: ReadonlySet<number> = new Set([403, 406])

/** The finding about a request that went wrong, judged again: the refusal may be one of every request. */
export async function lookAtWall(
  session: Session,
  service: ServicePromise,
  finding: Finding | undefined,
  refused: Exchange | undefined,
): Judged {
  return finding && ((refused && (await wallOf(session, service, refused))) ?? finding)
}

/**
 * What refuses every request without a word of JSON: a path that cannot exist shows whether it does, and the User-Agent of
 * a browser whether it refuses this client. Undefined where it does not.
 */
export async function wallOf(session: Session, service: ServicePromise, refused: Exchange): Judged {
  if (!mayBeWall(refused)) return undefined
  const nowhere = await session.once(`nowhere ${service.name}`, () => askNowhere(session, service))
  const look: WallLook = { nowhere }
  if (!isAtEveryPath(refused, look)) return undefined
  const asBrowser = await lookAsBrowser(session, service, refused)
  const finding = judgeWall(refused, service, { ...look, ...(asBrowser && { asBrowser }) })
  const request = { service: service.name, method: 'GET', path: noSuchPath(session) } as const
  return countAgain(session, { finding, bad: refused, request }, async () => {
    const again = await session.ask(request, BY_ANY)
    return !isAtEveryPath(refused, { nowhere: again })
  })
}

/** The answer to a browser's User-Agent at a path that cannot exist; undefined where the refusal is not one of a filter. */
export async function lookAsBrowser(
  session: Session,
  service: ServicePromise,
  refused: Exchange,
): Promise<Exchange | undefined> {
  return refused.kind === 'answer' && FORBIDS.has(refused.status)
    ? session.once(`browser ${service.name}`, () =>
        askNowhere(session, service, { 'user-agent': BROWSER }),
      )
    : undefined
}

function askNowhere(
  session: Session,
  { name }: ServicePromise,
  headers: Readonly<Record<string, string>> = {},
): Promise<Exchange> {
  const request = { service: name, method: 'GET', path: noSuchPath(session) } as const
  return session.ask(request, { again: 'never', headers })
}
