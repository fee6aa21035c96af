import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Answer } from '../../../http/exchange.ts'
import { reasonSaid } from '../describe-exchange.ts'
import { settingFor } from '../health/edges/settings.ts'
import type { Diagnosis, RefusedToken } from './acceptance-fact.ts'

/**
 * The service lets the token in at its WebSocket: it knows the key, and its issuer knows the service. Where the route accepts it
 * too at other times, one instance refuses it, and the socket may be of another.
 */
export function acceptedBySocket({ fact, promise, accepts }: RefusedToken): Diagnosis | undefined {
  const { service, route, look } = fact
  if (look?.socket?.says !== 'accepted' || fact.answers.some(accepts)) return undefined
  const { method, path } = route.request
  const where = carrierInWords(promise.sent)
  return {
    code: 'trust.token-rejected',
    evidence: [],
    summary: `${service.name} refuses at ${method} ${path} the token that it accepts at its WebSocket ${look.socket.path}: ${where} is removed or changed on its way, or the routes check tokens in another way`,
    nextSteps: [
      `Compare ${where} as ${service.name} receives it with what was sent: a gateway may remove it, replace it by its own, or cut it at a length.`,
      `Compare how the routes and the WebSocket of ${service.name} check a token: with which key, or by asking whom?`,
    ],
  }
}

/** Words of what did not arrive. */
const NAMES_TOKEN = /header|token|credential|cookie|bearer|provided/i

/** Whether a refusal says no more than that the caller is not signed in: FastAPI says so where no token came, and apps to wrong ones too. */
export function saysOfCallerAlone({ text }: Answer): boolean {
  const said = text.slice(0, 2048)
  return /not authenticated/i.test(said) && !NAMES_TOKEN.test(said)
}

/** The good token, a word and no token get the same words about the caller: both causes are left, unless a WebSocket let the token in. */
export function sameForAll({ fact, promise, first }: RefusedToken): Diagnosis | undefined {
  const { service, look } = fact
  if (look?.socket?.says === 'accepted') return undefined
  const where = carrierInWords(promise.sent)
  return {
    code: 'trust.header-dropped',
    evidence: ['words about the caller do not show whether a token arrived'],
    summary: `${service.name} says ${reasonSaid(first) ?? 'the same'} to the good token, to a word in its place and without one: either ${where} does not arrive, or ${service.name} refuses every token in these words`,
    nextSteps: [
      ...settingFor(first.headers, 'credential'),
      `Look in the log of ${service.name} whether ${where} arrived: if it did, compare key, issuer and audience of its check of tokens with those of ${promise.issuer}; if not, look for what removes it on its way.`,
    ],
  }
}

/** The words for a token that travels in another place than Authorization. */
export function lostCarrier({
  fact: { service },
  promise: { sent },
}: RefusedToken): Partial<Diagnosis> {
  if (sent.by === 'bearer' || (sent.by === 'header' && /^authorization$/i.test(sent.name)))
    return {}
  const where = carrierInWords(sent)
  return {
    summary: `${where} does not arrive at ${service.name}: a server on the way removes it, or ${service.name} reads the token from another place`,
    nextSteps: [
      `Look for what removes ${where} before ${service.name}: a rule of a proxy or a gateway, or of a cache, which removes cookies and queries (nginx also drops headers with an underscore in their name).`,
    ],
  }
}

/** How a token travels to a route, in words. */
export function carrierInWords(sent: TokenPromise['sent']): string {
  switch (sent.by) {
    case 'bearer':
      return 'the header Authorization'
    case 'header':
      return `the header ${sent.name}`
    case 'query':
      return `${sent.name} in the query`
    default:
      return `the cookie ${sent.by === 'cookie' ? sent.name : sent.cookie}`
  }
}
