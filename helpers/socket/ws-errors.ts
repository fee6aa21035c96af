import type { Broken, Ending, FrameFault } from './handshake-fact.ts'

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
  'Invalid Sec-WebSocket-Extensions header': {
    fault: 'extension-not-offered',
    detail: 'the server agreed to an extension that was not offered, or in a form that was not',
  },
  'Server indicated an extension that was not requested': {
    fault: 'extension-not-offered',
    detail: 'the server agreed to an extension that was not offered',
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

type Meaning = 'flood' | readonly [fault: FrameFault, detail: string]

/** ws names the rule a frame breaks by a code (its doc/ws.md, "Error codes"). */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  WS_ERR_INVALID_UTF8: ['utf8', 'text that is not UTF-8'],
  WS_ERR_UNEXPECTED_RSV_1: [
    'reserved-bits',
    'a compressed frame, though no compression was agreed on',
  ],
  Z_DATA_ERROR: ['reserved-bits', 'a compressed frame that cannot be unpacked'],
  Z_BUF_ERROR: ['reserved-bits', 'a compressed frame that ends too soon'],
  WS_ERR_UNEXPECTED_RSV_2_3: ['reserved-bits', 'a frame with reserved bits set'],
  WS_ERR_INVALID_OPCODE: ['opcode', 'a frame of unknown kind, or a continuation of nothing'],
  WS_ERR_UNEXPECTED_MASK: ['mask', 'a masked frame, which only clients send'],
  WS_ERR_EXPECTED_MASK: ['mask', 'a frame without the mask it needs'],
  WS_ERR_EXPECTED_FIN: ['control', 'a ping, pong or close in several pieces'],
  WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH: ['control', 'a ping, pong or close of forbidden length'],
  WS_ERR_INVALID_CLOSE_CODE: ['close-code', 'a close with a code that may not be sent'],
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: ['length', 'a frame said to be longer than 2^53 bytes'],
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'flood',
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 'flood',
}

/** The status line of an HTTP answer, written into the stream of frames: flask-sock 0.7 does so after an exception. */
const HTTP_ANSWER = /HTTP\/1\.[01] \d{3}[^\r\n]{0,60}/

/**
 * The ending an error of ws on an open connection stands for; its own words are not passed on.
 * @param lastChunk the beginning of the bytes that were being read.
 */
export function frameFault(
  error: unknown,
  maxPayloadBytes: number,
  lastChunk: Buffer | undefined,
): Ending {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const meaning = MEANINGS[code] ?? ['length', 'a frame that cannot be read']
  if (meaning === 'flood')
    return {
      kind: 'flood',
      detail: `a message of more than ${maxPayloadBytes} bytes, or in thousands of pieces`,
    }
  const answer = HTTP_ANSWER.exec(lastChunk?.toString('latin1') ?? '')?.[0]
  if (answer !== undefined)
    return {
      kind: 'broken-frame',
      fault: meaning[0],
      detail: `the server wrote an HTTP answer into the stream of frames: ${answer}`,
    }
  const [fault, said] = meaning
  const closeCode = Number(/invalid status code (\d+)$/.exec(message)?.[1] ?? Number.NaN)
  const known = fault === 'close-code' && !Number.isNaN(closeCode)
  const detail = `the server sent ${said}${known ? `: ${closeCode}` : ''}`
  return { kind: 'broken-frame', fault, detail, ...(known && { closeCode }) }
}
