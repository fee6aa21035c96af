import type { Broken } from './handshake-fact.ts'

/** What is broken about a 101, in our own words. */
export interface HandshakeFault {
  readonly fault: Broken['fault']
  readonly detail: string
}

/** Without the header at all, Node takes the 101 for an ordinary answer and ws for an unexpected one. */
export const NO_UPGRADE: HandshakeFault = {
  fault: 'upgrade-header',
  detail: 'status 101 without the header "Upgrade: websocket"',
}

/** ws refuses a 101 with these texts and no code (its lib/websocket.js); none of them quotes the server. */
const FAULTS: Readonly<Record<string, HandshakeFault>> = {
  'Invalid Upgrade header': NO_UPGRADE,
  'Invalid Sec-WebSocket-Accept header': {
    fault: 'accept-key',
    detail: 'status 101 with a Sec-WebSocket-Accept that does not answer our key',
  },
  'Server sent no subprotocol': {
    fault: 'subprotocol-missing',
    detail:
      'subprotocols were offered and the server selected none: browsers close such a connection',
  },
  'Server sent an invalid subprotocol': {
    fault: 'subprotocol-not-offered',
    detail: 'the server selected a subprotocol that was not offered',
  },
  'Server sent a subprotocol but none was requested': {
    fault: 'subprotocol-not-offered',
    detail: 'the server selected a subprotocol although none was offered',
  },
  'Server sent a Sec-WebSocket-Extensions header but no extension was requested': {
    fault: 'extension-not-offered',
    detail: 'the server agreed to an extension that was not offered',
  },
}

/** What about the 101 made ws refuse it; undefined when the error is about anything else. */
export function handshakeFault(error: unknown): HandshakeFault | undefined {
  const { message = '' } = error as { message?: string }
  return Object.hasOwn(FAULTS, message) ? FAULTS[message] : undefined
}
