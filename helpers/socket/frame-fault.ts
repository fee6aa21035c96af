import type { Ending, FrameFault } from './handshake-fact.ts'

type Meaning = 'flood' | readonly [fault: FrameFault, detail: string]

/** ws names the rule a frame breaks by a code (its doc/ws.md, "Error codes"). */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  WS_ERR_INVALID_UTF8: ['utf8', 'text that is not UTF-8'],
  WS_ERR_UNEXPECTED_RSV_1: [
    'reserved-bits',
    'a compressed frame, though no compression was agreed on',
  ],
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

/** The ending an error of ws on an open connection stands for; its own words are not passed on. */
export function frameFault(error: unknown, maxPayloadBytes: number): Ending {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const meaning = MEANINGS[code] ?? ['length', 'a frame that cannot be read']
  if (meaning === 'flood')
    return {
      kind: 'flood',
      detail: `a message of more than ${maxPayloadBytes} bytes, or in thousands of pieces`,
    }
  const [fault, said] = meaning
  const closeCode = Number(/invalid status code (\d+)$/.exec(message)?.[1] ?? Number.NaN)
  const known = fault === 'close-code' && !Number.isNaN(closeCode)
  const detail = `the server sent ${said}${known ? `: ${closeCode}` : ''}`
  return { kind: 'broken-frame', fault, detail, ...(known && { closeCode }) }
}
