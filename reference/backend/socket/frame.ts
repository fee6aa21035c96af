/** One JSON message over a WebSocket. */
export type Frame = Readonly<Record<string, unknown>>
