import type { RequestStep } from '../../../../contracts/schema/journey.ts'
import { variablesIn } from '../../../../contracts/schema/variables-in.ts'
import type { Answer } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import { listSome } from '../../../text/words.ts'
import { isPage, isSentToSignIn } from '../health/answer-signs.ts'

/** What a status means that a step does not promise. */
interface OtherStatus {
  readonly code: Code
  /** In place of the first line of the code, and of its steps. */
  readonly summary?: string
  readonly nextSteps?: readonly string[]
}

/** What the status of an answer means, where the step promises another one. */
export function otherStatus(answer: Answer, step: RequestStep): OtherStatus {
  const opened = openedBy(answer, step)
  if (opened !== undefined) return opened
  const code = isSentToSignIn(answer) ? 'route.forbidden' : statusCode(answer.status, step)
  return { code, ...(code === 'data.lost' && slashInWords(answer, step)) }
}

/**
 * What was stored is not found at a path that holds a slash as %2F: proxies decode it (Caddy, Traefik, `proxy_pass` of nginx with
 * a path), and Apache and Tomcat refuse it by default, so that nothing shows that the app looked for it.
 */
function slashInWords(
  { asked }: Answer,
  { request: { service, method, path } }: RequestStep,
): Partial<OtherStatus> {
  if (!/%2f/i.test(new URL(asked.url).pathname)) return {}
  return {
    summary: `${service} says that it stored something, and does not find it at ${method} ${path}, whose value holds a slash (%2F): something on the way may decode it`,
    nextSteps: [
      `Compare the path that ${service} logs with the one that was asked: a proxy must pass %2F on as it is (nginx: \`proxy_pass\` without a path; Apache: \`AllowEncodedSlashes NoDecode\`).`,
    ],
  }
}

/** With these a service refuses a caller, or hides that something is there. */
const REFUSALS = [401, 403, 404, 410]

/** What it means that a step which is promised to be refused is accepted; undefined where it was not sent to be refused. */
function openedBy(
  answer: Answer,
  { as, statuses, request: { service, method, path } }: RequestStep,
): OtherStatus | undefined {
  const isOpened = answer.status < 300 && statuses.every((status) => REFUSALS.includes(status))
  if (!isOpened || isPage(answer)) return undefined
  if (as === 'second-user')
    return {
      code: 'isolation.leak',
      ...(method !== 'GET' && {
        summary: `${service} lets a second user send ${method} ${path}, which is promised to be refused`,
      }),
    }
  // A 404 alone may be promised of what is gone.
  return as === 'nobody' && statuses.some((status) => status === 401 || status === 403)
    ? { code: 'auth.open' }
    : undefined
}

/** Another user's data in the answer is a leak, the own data missing is a loss; any other status is about the route. */
export function statusCode(status: number, { otherwise }: Pick<RequestStep, 'otherwise'>): Code {
  if (otherwise === 'isolation.leak' && status < 300) return otherwise
  if (otherwise === 'data.lost' && (status === 404 || status === 410)) return otherwise
  if (status === 404 || status === 405) return 'route.missing'
  return status === 401 || status === 403 ? 'route.forbidden' : 'route.shape'
}

/** What is said of a refused step that is sent without a token: no user was refused, but perhaps a secret that it carries. */
export function refusedWithoutToken(
  code: Code,
  { as, request }: Pick<RequestStep, 'as' | 'request'>,
): { readonly summary?: string; readonly nextSteps?: readonly string[] } {
  if (code !== 'route.forbidden' || as !== 'nobody') return {}
  const { service, method, path } = request
  const carried = variablesIn(request)
  return carried.length === 0
    ? {
        summary: `${service} refuses ${method} ${path} without a token, as this step is promised to be sent`,
      }
    : {
        summary: `${service} refuses ${method} ${path} with ${listSome(carried)} of this run`,
        nextSteps: [
          `Compare ${listSome(carried)} of this run with what ${service} was deployed with; secrets by their SHA-256, not by their values.`,
          `Read the log of ${service} at that moment: does it say why it refused?`,
        ],
      }
}
