import type { BytesTemplate } from '../schema/bytes.ts'
import type { JsonTemplate, Template } from '../schema/common.ts'
import type { SocketInput } from '../schema/socket.ts'

/** A socket of a known protocol: its name, its service, and whatever differs from the usual. */
export type SocketOptions = Pick<SocketInput, 'name' | 'service'> & Partial<SocketInput>

/** What a protocol usually promises. `token`: the way of a token in its first message; `opening`: that message without one. */
interface Protocol extends Partial<SocketInput> {
  readonly path: string
  readonly token: NonNullable<SocketInput['ways']>[number]
  readonly opening?: JsonTemplate
}

/** If no way is given, the token travels as usual for the protocol; if one is, or the socket is open on purpose, `opening` comes first. */
function socketOf({ token, opening, ...usual }: Protocol, options: SocketOptions): SocketInput {
  const isUsual = options.ways === undefined && options.admits !== 'everybody'
  const first = isUsual && token.by === 'first-message' ? undefined : opening
  return {
    ...usual,
    ...(isUsual && { ways: [token] }),
    ...(first !== undefined && { opening: first }),
    ...options,
  }
}

/**
 * GraphQL over WebSocket, subprotocol graphql-transport-ws: `connection_init` with a payload, `connection_ack`, ping and pong. A
 * refusal is a close with 4400 to 4499. Proved with graphql-ws 6.4.2.
 * @param options `payload`: that of `connection_init`; default `{ Authorization: 'Bearer {token}' }`
 */
export function graphqlTransportWs({
  payload = { Authorization: 'Bearer {token}' },
  ...options
}: SocketOptions & { readonly payload?: JsonTemplate }): SocketInput {
  const accepted = { at: 'type', is: 'connection_ack' }
  return socketOf(
    {
      path: '/graphql',
      subprotocols: 'graphql-transport-ws',
      token: {
        by: 'first-message',
        say: { type: 'connection_init', payload },
        accepted: [accepted],
      },
      opening: { type: 'connection_init' },
      welcome: { marks: [accepted] },
      ping: { say: { type: 'ping' }, hears: [{ at: 'type', is: 'pong' }] },
      heartbeats: [{ hears: { at: 'type', is: 'ping' }, say: { type: 'pong' } }],
    },
    options,
  )
}

/**
 * Socket.IO 5 over Engine.IO 4, by WebSocket alone: the server opens with `0{…}`, the client connects to a namespace with `40`,
 * the server says `40{…}`, or `44{…}` for a refusal, and wants `3` for each `2`. Proved with socket.io 4.8.4.
 * @param options `auth`: what the client connects with; default `{ token: '{token}' }`. `namespace`: default the main one
 */
export function socketIo({
  auth = '{"token":"{token}"}',
  namespace,
  ...options
}: SocketOptions & { readonly auth?: string; readonly namespace?: string }): SocketInput {
  const to = namespace === undefined || namespace === '/' ? '' : `${namespace},`
  const accepted = { at: 'text', starts: `40${to}` }
  return socketOf(
    {
      path: '/socket.io/?EIO=4&transport=websocket',
      token: { by: 'first-message', say: { raw: `40${to}${auth}` }, accepted: [accepted] },
      opening: { raw: `40${to}` },
      welcome: { marks: [accepted] },
      refusalFrames: [{ at: 'text', starts: `44${to}` }],
      heartbeats: [{ hears: { at: 'text', is: '2' }, say: { raw: '3' } }],
    },
    {
      ...options,
      // An event before the answer to the connect ends the connection.
      ...(options.ways && {
        ways: options.ways.map((way) =>
          way.by === 'first-message' ? { follows: [accepted], ...way } : way,
        ),
      }),
    },
  )
}

/** CONNECT of MQTT 3.1.1 (§3.1): flags, 60 s to live, no id of its own, and what follows. */
function mqttConnect(flags: string, ...more: readonly BytesTemplate[]): JsonTemplate {
  const head = [lengthThen('MQTT'), { hex: `04 ${flags} 003c` }, lengthThen('')]
  return { binary: [{ hex: '10' }, { length: 'varint', of: [...head, ...more] }] } as JsonTemplate
}

function lengthThen(text: Template): BytesTemplate {
  return { length: 'u16', of: [{ text }] }
}

/**
 * MQTT 3.1.1 over WebSocket: CONNECT with the token as password, CONNACK (§3.2: the fourth byte is 0, or a refusal), PINGREQ and
 * PINGRESP. Every connection has a session of its own, without an id. Proved with aedes 1.2.0.
 * @param options `user`: the user name beside the token; default `token`
 */
export function mqtt({
  user = 'token',
  ...options
}: SocketOptions & { readonly user?: string }): SocketInput {
  const accepted = { at: 'hex', matches: '^2002..00$' }
  return socketOf(
    {
      path: '/mqtt',
      subprotocols: 'mqtt',
      packets: 'mqtt',
      token: {
        by: 'first-message',
        say: mqttConnect('c2', lengthThen(user), lengthThen('{token}')),
        accepted: [accepted],
      },
      opening: mqttConnect('02'),
      welcome: { marks: [accepted] },
      ping: { say: { binary: { hex: 'c000' } }, hears: [{ at: 'hex', is: 'd000' }] },
      refusalFrames: [{ at: 'hex', matches: '^2002..0[1-5]$' }],
    },
    options,
  )
}

/**
 * STOMP 1.2 over WebSocket: CONNECT, CONNECTED, and ERROR for a refusal. Proved with stomp-broker-js 1.3.0.
 * @param options `host`: default `/`. `header`: the line with the token; default `Authorization:Bearer {token}`
 */
export function stomp({
  host = '/',
  header = 'Authorization:Bearer {token}',
  ...options
}: SocketOptions & { readonly host?: string; readonly header?: string }): SocketInput {
  const connect = (line: string) => ({
    raw: `CONNECT\naccept-version:1.2,1.1\nhost:${host}\nheart-beat:0,0\n${line}\n\0`,
  })
  const accepted = { at: 'text', starts: 'CONNECTED' }
  return socketOf(
    {
      path: '/ws',
      subprotocols: ['v12.stomp', 'v11.stomp'],
      token: { by: 'first-message', say: connect(`${header}\n`), accepted: [accepted] },
      opening: connect(''),
      welcome: { marks: [accepted] },
      refusalFrames: [{ at: 'text', starts: 'ERROR' }],
    },
    options,
  )
}

/**
 * A hub of ASP.NET Core SignalR by WebSocket alone, with its JSON protocol: the token in the query, the handshake
 * `{"protocol":"json","version":1}`, the answer `{}`, each message ended by U+001E, and pings of type 6 in both directions.
 */
export function signalR(options: SocketOptions): SocketInput {
  return socketOf(
    {
      path: '/hub',
      token: { by: 'query', name: 'access_token' },
      opening: { protocol: 'json', version: 1 },
      separator: '\u001e',
      welcome: { marks: [{ at: 'text', is: '{}' }] },
      refusalFrames: [{ at: 'error', matches: '.' }],
      heartbeats: [{ hears: { at: 'type', is: 6 }, say: { type: 6 } }],
    },
    options,
  )
}
