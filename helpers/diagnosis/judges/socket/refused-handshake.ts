import type { Answer } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import { quote } from '../../../text/quote.ts'
import { isOpen } from '../../experiments/handshake.ts'
import { describeExchange } from '../describe-exchange.ts'
import { isTooLarge } from '../health/answer-signs.ts'
import { recogniseEdge } from '../health/edge-of.ts'
import { proxyOf, settingFor } from '../health/edges/settings.ts'
import type { HandshakeFact } from './handshake-evidence.ts'
import { type UpgradeReach, upgradeReach } from './upgrade-reach.ts'

/** What is wrong with a handshake: the code, what came, and what is said of it beyond the words of the code. */
export interface BrokenHandshake {
  readonly code: Code
  readonly got: string
  /** What the service did, after its name: "answers …". */
  readonly says?: string
  readonly nextSteps?: readonly string[]
}

/** Words by which a service says that it is not ready for WebSockets. */
export const NOT_READY_WORDS =
  /not.?ready|startup|starting|unavailable|failed_services|retry_after/i

/** Words by which a server says that it got a plain request where a handshake belongs: something dropped Upgrade. */
const SAYS_NO_UPGRADE = /\bupgrade\b|not a websocket handshake|websocket protocol/i

/** websockets 17.4 and sanic 25 refuse with 400 a client that offers no subprotocol of theirs. */
const SAYS_SUBPROTOCOL = /\bsub-?protocol\b/i

/** What an HTTP answer in place of a 101 means. */
export function refusedHandshake(answer: Answer, fact: HandshakeFact): BrokenHandshake {
  const got = describeExchange(answer)
  const at = answer.asked.url
  const passes = fact.others.some((other) => isOpen(other.fact))
  const reach = passes ? 'arrives' : upgradeReach(fact.attempt, fact)
  const own = codeOf(answer)
  // A handshake with the token elsewhere opened: Upgrade is passed on, and this answer is about something else.
  if (passes && own === 'ws.no-upgrade') return { code: 'ws.refused', got }
  if (!passes && isUpgradeRefused(answer))
    return {
      code: 'ws.no-upgrade',
      got,
      says: `answers the handshake at ${at} with an empty ${answer.status}, as ${proxyOf(answer.headers)} does where it allows no Upgrade`,
      nextSteps: settingFor(answer.headers, 'upgrade'),
    }
  if (own === 'edge.limit') return { code: own, got }
  if (own.startsWith('edge.')) return { code: own, got, ...byEdge(answer) }
  if (own === 'ws.subprotocol')
    return { code: own, got, says: `refuses the subprotocols that clients offer at ${at}` }
  if (reach === 'lost' || own === 'ws.no-upgrade')
    return { code: 'ws.no-upgrade', got, ...noUpgrade(answer, reach) }
  return { ...byReach(own, answer, reach), got }
}

/** An answer that is no answer of the app: the edge that gave it is named. */
function byEdge(answer: Answer): Pick<BrokenHandshake, 'says'> {
  const edge = recogniseEdge(answer)
  return edge === undefined
    ? {}
    : {
        says: `does not get the handshake at ${answer.asked.url}: ${edge.name} answers ${answer.status} in its place`,
      }
}

function noUpgrade(
  answer: Answer,
  reach: UpgradeReach | undefined,
): Pick<BrokenHandshake, 'says' | 'nextSteps'> {
  const at = answer.asked.url
  const { location } = answer.headers
  if (answer.status >= 300 && answer.status < 400 && location !== undefined)
    return {
      says: `redirects the handshake at ${at} to ${quote(location, 160)}, and WebSocket clients follow no redirect`,
    }
  if (reach !== 'lost' && answer.status < 400) return {}
  const proxy = proxyOf(answer.headers)
  return {
    says: `answers the handshake at ${at} as a plain GET (${answer.status}): ${proxy === undefined ? 'Upgrade does not arrive, or no WebSocket server runs there' : `Upgrade does not arrive, and ${proxy} stands in front`}`,
    nextSteps: settingFor(answer.headers, 'upgrade'),
  }
}

function byReach(
  own: Code,
  answer: Answer,
  reach: UpgradeReach | undefined,
): Omit<BrokenHandshake, 'got'> {
  const { status } = answer
  const at = answer.asked.url
  const isMissing = own === 'ws.missing' || status === 400
  switch (reach) {
    case 'any-path':
      return isMissing
        ? {
            code: 'ws.missing',
            says: `has no WebSocket at ${at}: a path that cannot exist gets the same ${status}`,
          }
        : {
            code: own,
            says: `${own === 'ws.refused' ? 'refuses the WebSocket of a valid user' : 'answers the handshake'} at ${at} with ${status}, as it answers one at a path that cannot exist`,
            nextSteps: [ANY_PATH],
          }
    case 'no-route':
      return { code: own }
    case 'either':
    case 'only-sockets': {
      if (own !== 'ws.missing') return { code: own }
      const proxy = proxyOf(answer.headers)
      const alike = `a handshake and a plain GET get the same ${status}, here and at a path that cannot exist`
      const setting =
        proxy === undefined ? {} : { nextSteps: settingFor(answer.headers, 'upgrade') }
      return reach === 'only-sockets' && proxy !== undefined
        ? {
            code: 'ws.no-upgrade',
            says: `gets no handshake at ${at} because ${proxy} drops Upgrade, or no WebSocket is mounted there (${alike})`,
            ...setting,
          }
        : {
            code: own,
            says: `has no WebSocket at ${at}, or ${proxy ?? 'a proxy'} drops Upgrade: ${alike}`,
            ...setting,
          }
    }
    default:
      return { code: own }
  }
}

const ANY_PATH =
  'The path is not mounted, or the server refuses before it looks at the path: compare the path with the routes of the app; Starlette and FastAPI answer 403 to an unknown WebSocket path, Channels 500.'

/** Envoy 1.40.0 without upgrade_configs answers every handshake so; an answer of the app has a type, or its service time. */
function isUpgradeRefused({ status, headers, text }: Answer): boolean {
  const isOfTheApp = ['x-envoy-upstream-service-time', 'content-type'].some(
    (name) => name in headers,
  )
  return headers.server === 'envoy' && !isOfTheApp && status === 403 && text === ''
}

/** What the answer says by itself. */
function codeOf(answer: Answer): Code {
  const { status } = answer
  const beginning = answer.text.slice(0, 2048)
  if (isTooLarge(answer) && status !== 431) return 'edge.limit'
  const edge = recogniseEdge(answer)
  if (edge !== undefined) return `edge.${edge.means}`
  if (status >= 500 || status === 429 || NOT_READY_WORDS.test(beginning)) return 'ws.unavailable'
  if (status === 404 || status === 405 || status === 410) return 'ws.missing'
  if (status === 400 && SAYS_SUBPROTOCOL.test(beginning)) return 'ws.subprotocol'
  const isPlain = status === 400 && SAYS_NO_UPGRADE.test(beginning)
  return status < 400 || status === 426 || isPlain ? 'ws.no-upgrade' : 'ws.refused'
}
