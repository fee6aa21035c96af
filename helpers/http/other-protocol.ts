import type { LayerProof } from './probe-steps.ts'

/** Content type and version that begin a TLS alert (RFC 8446 §5.1, §6). */
const ALERT = Buffer.from([0x15, 0x03])

/** Types of the frames with which an HTTP/2 server begins, and with which it ends a connection that is none (RFC 9113 §6.5, §6.8). */
const SETTINGS = 4
const GOAWAY = 7
const FRAME_HEAD_BYTES = 9
/** Longer ones need an agreement (RFC 9113 §4.2). */
const LONGEST_FRAME_BYTES = 16_384

/** What answers a plain HTTP/1.1 request in another protocol of the same family: by its first bytes. */
export function otherProtocol(bytes: Buffer): LayerProof['speaks'] {
  if (bytes.subarray(0, ALERT.length).equals(ALERT)) return 'TLS'
  return isFrame(bytes) ? 'HTTP/2' : undefined
}

/** SETTINGS or GOAWAY on the connection itself, which is stream 0 (RFC 9113 §4.1). */
function isFrame(bytes: Buffer): boolean {
  return (
    bytes.length >= FRAME_HEAD_BYTES &&
    bytes.readUIntBE(0, 3) <= LONGEST_FRAME_BYTES &&
    [SETTINGS, GOAWAY].includes(bytes.readUInt8(3)) &&
    bytes.readUInt32BE(5) === 0
  )
}

/** The proof that a port speaks another protocol than the URL says. */
export function speaking(
  speaks: NonNullable<LayerProof['speaks']>,
  seen: string,
): Omit<LayerProof, 'ms'> {
  return {
    layer: 'http',
    words:
      speaks === 'TLS'
        ? `${seen}: the port speaks TLS, and the URL says http`
        : `${seen}: the port speaks HTTP/2 without TLS (h2c) and no HTTP/1.1`,
    fault: 'http.protocol',
    speaks,
  }
}
