import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
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
