import type { IncomingMessage } from 'node:http'
import type { Asked } from './exchange.ts'

/** Larger than any request of the platform; the rest is dropped. */
const MAX_BODY_BYTES = 1_048_576

/** Reads a request to its end. A handshake has no body to wait for. */
export async function readAsked(
  request: IncomingMessage,
  kind: 'request' | 'upgrade',
): Promise<Asked> {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '')
  }
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers,
    body: kind === 'request' && hasBody(request) ? await readBody(request) : '',
    upgrade: kind === 'upgrade',
    params: {},
  }
}

/** RFC 9112 §6.3: a request without either has none. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_BODY_BYTES) chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The JSON object a request carries, or undefined when its body is anything else. */
export function jsonObject({ body }: Asked): Record<string, unknown> | undefined {
  return objectIn(body)
}

/** The JSON object that a text is, or undefined when it is anything else. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The token of `Authorization: Bearer …`, or undefined when there is none. */
export function bearerToken(asked: Pick<Asked, 'headers'>): string | undefined {
  const [scheme = '', token = ''] = (asked.headers.authorization ?? '').split(/ +/, 2)
  return scheme.toLowerCase() === 'bearer' && token !== '' ? token : undefined
}
