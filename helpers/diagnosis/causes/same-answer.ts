import type { Code } from '../../record/code.ts'

/** A finding as far as its answer goes. */
interface Answered {
  readonly code: Code
  readonly service: string
  readonly asked: readonly string[]
  /** What came at each request: status, type, and the beginning of the body. */
  readonly got: readonly string[]
}

/** What an answer that says no more than its status means at a route, at a handshake there, at its preflight, and for what was stored. */
const OF_ROUTES: readonly Code[] = ['route.missing', 'route.shape', 'route.forbidden']
const ELSEWHERE: readonly Code[] = [
  'ws.missing',
  'ws.refused',
  'ws.no-upgrade',
  'cors.blocked',
  'data.lost',
]

/** A bad answer with words of its own. */
const BAD = /^[45]\d\d\b(?!.* with an empty body)/
const IS_JSON = /^4\d\d \S*json\b|^4\d\d [^:]*: "?\{/

/**
 * Whether one thing that answers in place of a route, such as a router that has lost a prefix, an app of another build or a host that
 * wants to be paid, gives the very answer of the one finding at what the other looked at. Of an app that answers JSON, every missing path
 * gets the same: for a WebSocket two routes at least must be gone.
 */
export function isOneAnswer(cause: Answered, effect: Answered): boolean {
  if (cause.service !== effect.service) return false
  const isPreflight = effect.asked.every((one) => one.startsWith('OPTIONS '))
  const isElsewhere =
    ELSEWHERE.includes(effect.code) || (effect.code === 'route.error' && isPreflight)
  if (!OF_ROUTES.includes(cause.code) || !isElsewhere) return false
  const answers = cause.got.filter((got) => BAD.test(got)).map((got) => got.replace(TIMES, ''))
  const isSame = effect.got.every((got) =>
    answers.some((one) => isBeginning(one, got.replace(TIMES, ''))),
  )
  const isOfSocket = effect.code.startsWith('ws.')
  return isSame && (!isOfSocket || !answers.some((one) => IS_JSON.test(one)) || paths(cause) > 1)
}

/** How often it came, behind an answer that was asked for more than once. */
const TIMES = / \(\d+ of \d+ times accepted\)$/

/** A finding of CORS says behind the answer what is wrong with it. */
function isBeginning(answer: string, got: string): boolean {
  return got === answer || got.startsWith(`${answer}; `)
}

function paths({ asked }: Answered): number {
  return new Set(asked).size
}

/** Whether a list of origins, which routes and WebSockets of an app share as a rule, lacks that of the web app. */
export function isOneList(cause: Answered, effect: Answered): boolean {
  return (
    cause.service === effect.service &&
    cause.code === 'cors.blocked' &&
    effect.code === 'ws.origin' &&
    cause.got.some((got) => got.includes('Access-Control-Allow-Origin: '))
  )
}
