import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

/** Distinguishes requests between the services from requests from outside. */
export const SERVICE_USER_AGENT = 'netra-service/1.0'

/** Services keep their connections to each other; an idle connection keeps no process alive. */
const plain = new HttpAgent({ keepAlive: true })
const tls = new HttpsAgent({ keepAlive: true })

/** A request from one service to another. */
export interface Question {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly timeoutMs: number
}

/**
 * Sends one request from service to service and returns status and body. Throws if no complete answer comes in time.
 * Certificates are not checked: inside the deployment the services trust each other.
 */
export async function ask(question: Question): Promise<{ status: number; body: string }> {
  try {
    return await askOnce(question)
  } catch (error) {
    // The other side closed a kept connection at that moment, before it read the request.
    if (error instanceof StaleConnection) return askOnce(question)
    throw error
  }
}

class StaleConnection extends Error {}

function askOnce(question: Question): Promise<{ status: number; body: string }> {
  const body = question.body === undefined ? undefined : JSON.stringify(question.body)
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    method: question.method,
    agent: question.url.startsWith('https:') ? tls : plain,
    rejectUnauthorized: false,
    headers: {
      'user-agent': SERVICE_USER_AGENT,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...question.headers,
    },
  }
  return new Promise((resolve, reject) => {
    const send = question.url.startsWith('https:') ? httpsRequest : httpRequest
    const request = send(question.url, options)
    const late = new Error(`no answer in ${question.timeoutMs} ms`)
    const deadline = setTimeout(() => request.destroy(late), question.timeoutMs)
    request.on('close', () => clearTimeout(deadline))
    request.on('error', (error) =>
      reject(
        request.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
          ? new StaleConnection()
          : error,
      ),
    )
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') })
      })
    })
    request.end(body)
  })
}
