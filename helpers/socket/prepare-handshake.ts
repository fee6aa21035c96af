import type { SocketCredential } from '../../contracts/schema/socket.ts'
import { Secret } from '../../env/secret.ts'
import { TOKEN, UNSENDABLE } from '../http/header-fields.ts'
import { placeCredential } from '../promise/request.ts'
import { fillTemplate, type Values } from '../promise/template.ts'

/** How a token travels to a socket; `none` is a handshake without credentials. */
export type SocketWay = SocketCredential | { readonly by: 'none' }

export interface HandshakeSpec {
  /** `ws:` or `wss:`. */
  readonly url: string
  readonly way: SocketWay
  readonly token?: Secret
  /** Subprotocols offered beside those that carry the token, in this order. */
  readonly offers?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly origin?: string
  /** permessage-deflate (RFC 7692), which browsers always offer; left out, it is not offered. */
  readonly compression?: 'offered'
  /** What fills names other than the token's in the templates of the way. */
  readonly values?: Values
}

/** A handshake checked and ready for the wire, or what about it cannot be sent. */
export type PreparedHandshake =
  | ReadyHandshake
  | { readonly kind: 'unsendable'; readonly detail: string }

export interface ReadyHandshake {
  readonly kind: 'ready'
  readonly url: URL
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly offers: readonly string[]
  readonly compression?: 'offered'
}

/** Headers that make it a handshake (RFC 6455 §4.1), and those only the client can know. */
const OWN = /^(sec-websocket-.*|connection|upgrade|host|content-length|transfer-encoding)$/

/**
 * Puts the token where it travels: `Authorization` (RFC 6750 §2.1), the offers, the query, a cookie;
 * nowhere when it is said in the first message. A wrong token must arrive as wrong as it is: what the
 * wire cannot carry is reported, not repaired. Throws `MissingValue` for an offer nothing fills.
 */
export function prepareHandshake(spec: HandshakeSpec, userAgent: string): PreparedHandshake {
  const { url, headers } = withToken(spec)
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^wss?:$/.test(parsed.protocol))
    return unsendable('it is no ws(s) URL')
  if (parsed.username !== '' || parsed.password !== '')
    return unsendable('the URL holds credentials')
  parsed.hash = ''
  const offers = [...new Set([...tokenOffers(spec), ...(spec.offers ?? [])])]
  if (!offers.every((offer) => TOKEN.test(offer)))
    return unsendable('a subprotocol would hold a character that none may hold')
  const all: Record<string, string> = { 'user-agent': userAgent }
  for (const [name, value] of Object.entries(headers)) {
    if (!TOKEN.test(name) || OWN.test(name))
      return unsendable(`${JSON.stringify(name)} is no header that can be added`)
    if (UNSENDABLE.test(value))
      return unsendable(`the header ${name} would hold a character that cannot be sent`)
    all[name] = value
  }
  return {
    kind: 'ready',
    url: parsed,
    headers: all,
    offers,
    ...(spec.compression && { compression: spec.compression }),
  }
}

/** A way that carries a token, without one. */
const NONE = new Secret('')

function withToken({ url, way, token = NONE, headers = {}, origin }: HandshakeSpec): {
  url: string
  headers: Record<string, string>
} {
  const lower = Object.entries({ ...headers, ...(origin !== undefined && { origin }) }).map(
    ([name, value]) => [name.toLowerCase(), value],
  )
  const bare = { method: 'GET', url, headers: Object.fromEntries(lower) }
  const credential = way.by === 'header' ? ({ by: 'bearer' } as const) : way
  const placed =
    credential.by === 'bearer' || credential.by === 'query' || credential.by === 'cookie'
      ? placeCredential(bare, credential, token)
      : bare
  return { url: placed.url, headers: { ...placed.headers } }
}

function tokenOffers({ way, token, values }: HandshakeSpec): readonly string[] {
  if (way.by !== 'subprotocol') return []
  return way.offers.map((offer) => fillTemplate(offer, tokenValues(token, values)))
}

/** What fills the templates of a socket: `{token}`, `{token.base64url}` as in `jwt.<base64url>`, and the caller's own names. */
export function tokenValues(token: Secret = NONE, others: Values = () => undefined): Values {
  return (name) => {
    if (name === 'token') return token
    if (name === 'token.base64url')
      return new Secret(Buffer.from(token.reveal()).toString('base64url'))
    return others(name)
  }
}

function unsendable(detail: string): PreparedHandshake {
  return { kind: 'unsendable', detail }
}
