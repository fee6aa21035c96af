/**
 * Reads the text messages out of what a WebSocket client sends (RFC 6455 §5.2: masked frames); gives a listener
 * for its bytes. Messages in several pieces, which this suite never sends, come piece by piece.
 */
export function clientMessages(onMessage: (text: string) => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0)
  return (chunk) => {
    pending = Buffer.concat([pending, chunk])
    for (let frame = read(pending); frame !== undefined; frame = read(pending)) {
      pending = pending.subarray(frame.size)
      if (frame.opcode <= 1) onMessage(frame.text)
    }
  }
}

function read(
  bytes: Buffer,
): { readonly opcode: number; readonly text: string; readonly size: number } | undefined {
  if (bytes.length < 2) return undefined
  const short = (bytes[1] ?? 0) & 0x7f
  const wide = short === 126 ? 2 : short === 127 ? 8 : 0
  if (bytes.length < 6 + wide) return undefined
  const length =
    wide === 0 ? short : wide === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  const size = 6 + wide + length
  if (bytes.length < size) return undefined
  const key = bytes.subarray(2 + wide, 6 + wide)
  const clear = Buffer.from(
    bytes.subarray(6 + wide, size).map((byte, at) => byte ^ (key[at % 4] ?? 0)),
  )
  return { opcode: (bytes[0] ?? 0) & 0x0f, text: clear.toString('utf8'), size }
}
