import type { ServerResponse } from 'node:http'
import { type FollowOptions, followEvents } from '../../../helpers/http/follow-events.ts'
import { clientWith } from './ask-with.ts'
import { serveHttp } from './serve.ts'

export const SSE = { 'content-type': 'text/event-stream' }

/** Reads a stream that `write` writes. */
export async function follow(
  write: (response: ServerResponse) => unknown,
  options: Partial<FollowOptions> = {},
  timeoutMs = 3_000,
) {
  const { url } = await serveHttp((_asked, response) => void write(response))
  const { follower, read } = await followEvents({
    framing: 'sse',
    isLast: () => false,
    limitBytes: 100_000,
    ...options,
  })
  const exchange = await clientWith().ask({
    method: 'GET',
    url,
    again: 'never',
    timeoutMs,
    follow: follower,
  })
  return { exchange, ...(await read()) }
}

export const all =
  (bytes: string | Buffer, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(200, { ...SSE, ...headers }).end(bytes)
