import type { ContractInput } from '../../../contracts/contract.ts'
import type { SocketInput } from '../../../contracts/schema/socket.ts'
import { ALL, everywhere, health, variable } from './pieces.ts'

/** How a socket of a row differs from `chat` below. */
export interface ChatPromise extends Partial<SocketInput> {
  /** Whether a web app on another port opens it: `web` in the contract, WEB_URL in the env file. */
  readonly web?: boolean
  /** A platform without tokens. */
  readonly withoutTokens?: boolean
  /** A protocol without a ping of its own. */
  readonly withoutPing?: boolean
  /** The steps of its only journey. */
  readonly steps?: Journeys[number]['steps']
}

type Journeys = NonNullable<ContractInput['journeys']>

/** One service `chat` with a socket at /ws; the run signs its tokens itself, with JWT_KEY. */
export function socketContract({
  web,
  withoutTokens,
  withoutPing,
  steps,
  ...changes
}: ChatPromise): ContractInput {
  const plain = { dependsOn: [], revision: [], protectedRoutes: [] }
  return {
    platform: 'a WebSocket server',
    variables: [
      variable('CHAT_URL', 'url'),
      ...(withoutTokens === true ? [] : [variable('JWT_KEY', 'secret')]),
      ...(web === true ? [variable('WEB_URL', 'url')] : []),
    ],
    services: [
      {
        ...plain,
        name: 'chat',
        urlVariable: 'CHAT_URL',
        health: health('/health', 'ok'),
        identity: [{ path: '/health', at: 'service', is: ['chat'] }],
      },
      ...(web === true
        ? [
            {
              ...plain,
              name: 'web',
              urlVariable: 'WEB_URL',
              health: health('/health', 'ok'),
              identity: [{ path: '/health', at: 'service', is: ['web'] }],
            },
          ]
        : []),
    ],
    ...(withoutTokens === true ? {} : { tokens: MINTED }),
    sockets: [
      {
        name: 'chat',
        service: 'chat',
        path: '/ws',
        ways: withoutTokens === true ? [] : [{ by: 'header' }],
        subprotocols: [],
        testHeaders: {},
        welcome: { marks: [{ at: 'type', is: ['welcome'] }], subject: ['user'] },
        ...(withoutPing !== true && {
          ping: { say: { type: 'ping' }, hears: [{ at: 'type', is: ['pong'] }] },
        }),
        harmless: [],
        refusalFrames: [{ at: 'type', is: ['error'] }],
        bypass: [],
        withinMs: 5_000,
        ...changes,
      },
    ],
    ...(web === true
      ? { cors: { origin: 'web', routes: [], credentials: 'not-promised' as const } }
      : {}),
    journeys: steps === undefined ? [] : [{ name: 'event', steps }],
    pages: [],
  }
}

const MINTED: NonNullable<ContractInput['tokens']> = {
  issuer: 'chat',
  ways: [
    {
      id: 'minted',
      title: 'a token signed here',
      kinds: ALL,
      needs: ['JWT_KEY'],
      source: { from: 'mint', keyVariable: 'JWT_KEY' },
      unavailable: [],
      users: 'any',
    },
  ],
  sent: { by: 'bearer' },
  jwt: {
    algorithms: ['HS256'],
    key: { kind: 'secret', variable: 'JWT_KEY' },
    present: ['sub', 'exp'],
    values: [],
    subject: 'sub',
    lifetimeSeconds: everywhere(3_600),
    skewSeconds: 5,
    claims: { sub: '{subject}' },
    typeClaims: [],
  },
  wrongCredentials: [],
}
