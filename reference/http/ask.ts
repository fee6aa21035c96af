import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { SERVICE_USER_AGENT } from './service-user-agent.ts'

/** Services keep their connections to one another; an idle one keeps no process alive. */
const plain = new HttpAgent({ keepAlive: true })
const tls = new HttpsAgent({ keepAlive: true })

/** What one service asks of another. */
export interface Question {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly timeoutMs: number
}

/**
 * One request from service to service. Gives status and body, and throws when no complete answer
 * came in time. Certificates are not checked: inside the deployment the services trust one another.
 */
export async function ask(question: Question): Promise<{ status: number; body: string }> {
  try {
    return await askOnce(question)
  } catch (error) {
    // The other side closed a kept connection just then: it never saw the question.
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
