import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { HandshakeLook } from '../../experiments/handshake.ts'
import type { OpeningFact } from './opening-fact.ts'

/**
 * How far the Upgrade of a refused handshake came (RFC 9110 §7.8).
 * `lost`: the handshake was answered as a plain GET: Upgrade got lost on the way, or the server behind takes none.
 * `no-route`: Upgrade arrives at other paths, and nothing stands at this one.
 * `any-path`: a path that cannot exist gets the same answer to a handshake, and a plain GET another one.
 * `either`: plain or not, known or not, every request gets one answer: lost, or no route.
 * `only-sockets`: the same, and the answer is not the page of a router that answers a plain GET of a mounted socket otherwise.
 * `arrives`: the answer is one that only handshakes get.
 */
export type UpgradeReach = 'lost' | 'no-route' | 'any-path' | 'either' | 'only-sockets' | 'arrives'

/** Statuses that a server may give before it looks at Upgrade: a refusal, or a failure. */
function isBeforeUpgrade(status: number): boolean {
  return status === 401 || status === 403 || status === 429 || status >= 500
}

/** What the experiments say about Upgrade; undefined if they were not made, or prove nothing. */
export function upgradeReach(
  { handshake }: OpeningFact,
  { plain, plainNowhere, nowhere }: Partial<HandshakeLook>,
): UpgradeReach | undefined {
  if (handshake.kind !== 'refused' || plain?.kind !== 'answer') return undefined
  const { answer } = handshake
  const elsewhere = nowhere?.handshake.kind === 'refused' ? nowhere.handshake.answer : undefined
  if (!isOneAnswer(answer, plain))
    return elsewhere !== undefined && isOneAnswer(answer, elsewhere) ? 'any-path' : 'arrives'
  // A library of WebSockets answered (gorilla 1.5.3, to a request without `Connection: upgrade`): it saw a plain GET.
  if (answer.status === 400 && 'sec-websocket-version' in answer.headers) return 'lost'
  if (isBeforeUpgrade(answer.status) || plainNowhere?.kind !== 'answer') return undefined
  if (!isOneAnswer(plain, plainNowhere) || isOfPlainRequests(answer)) return 'lost'
  if (nowhere?.refusal.kind === 'not-refused') return 'no-route'
  if (elsewhere === undefined) return undefined
  if (!isOneAnswer(elsewhere, plainNowhere)) return 'no-route'
  return isOfRouter(answer) ? 'either' : 'only-sockets'
}

/** Pages for an unknown path of routers that answer a plain GET of a mounted socket with 400 or 426: nothing stands there. */
const ROUTER_PAGES: readonly { readonly body: RegExp; readonly source: string }[] = [
  { body: /^404 page not found\n?$/, source: 'Go net/http with gorilla 1.5.3, coder 1.8.15' },
  { body: /^404: Not Found$/, source: 'aiohttp 3.14.5' },
  { body: /^<html><title>404: Not Found<\/title>/, source: 'tornado 6.6.1' },
  { body: /<title>404 Not Found<\/title>\s*<h1>Not Found<\/h1>/, source: 'Werkzeug 3.1.9' },
  { body: /^Cannot GET \//, source: 'fiber 2.52.15' },
  { body: /404 — Not Found\n=+\nRequested URL /, source: 'sanic 25.12.1' },
  { body: /"message":"Route GET:[^"]* not found"/, source: 'fastify 5.12.8' },
  {
    body: /"status":404,"error":"Not Found",(?:"message":[^,]*,)?"path":/,
    source: 'Spring Boot, DefaultErrorAttributes',
  },
]

/** An empty page (axum 0.8) says as little, and so does a page of HTML, as of a web app at this URL: each counts as one of a router. */
function isOfRouter({ text }: Answer): boolean {
  const isOfWebApp = /^\s*<(?:!doctype|html)\b/i.test(text)
  return (
    text === '' || isOfWebApp || ROUTER_PAGES.some(({ body }) => body.test(text.slice(0, 2048)))
  )
}

/** Pages for an unknown path that these servers give to plain requests only; a handshake gets another answer of theirs. */
const PLAIN_ONLY: readonly { readonly body: RegExp; readonly source: string }[] = [
  {
    body: /^\{"detail":"Not Found"\}$/,
    source: 'Starlette 1.10.0: an unknown path gets 404 by HTTP, 403 by WebSocket',
  },
  {
    body: /<p>The requested resource was not found on this server\.<\/p>/,
    source: 'Django 5.2.19 with Channels 4.3.2: 404 by HTTP, 500 by WebSocket',
  },
  {
    body: /<pre>Cannot GET \/[^<]*<\/pre>/,
    source: 'Express 4.22.3: ws and Socket.IO take handshakes before Express sees them',
  },
]

function isOfPlainRequests({ text }: Answer): boolean {
  return PLAIN_ONLY.some(({ body }) => body.test(text.slice(0, 2048)))
}

/** Headers that differ between two answers of one handler, by connection and by size. */
const UNSTEADY = new Set(['connection', 'keep-alive', 'content-length', 'transfer-encoding'])

/**
 * Whether two answers come from the same place: one status, one body but for ids, numbers and the path asked, and the
 * same header fields: a server that refuses a handshake on the bare connection sends fewer than its HTTP routes.
 */
function isOneAnswer(one: Answer, other: Exchange): boolean {
  return (
    other.kind === 'answer' &&
    one.status === other.status &&
    steadyBody(one) === steadyBody(other) &&
    fieldsOf(one) === fieldsOf(other)
  )
}

function steadyBody({ text, asked }: Answer): string {
  const pathname = URL.canParse(asked.url) ? new URL(asked.url).pathname : ''
  const without = pathname.length < 2 ? text : text.replaceAll(pathname, '#')
  return without.replaceAll(/[0-9a-f-]*\d[0-9a-f-]*/gi, '#')
}

function fieldsOf({ headers }: Answer): string {
  return Object.keys(headers)
    .filter((name) => !UNSTEADY.has(name))
    .sort()
    .join(' ')
}
