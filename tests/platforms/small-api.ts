import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { runInLab } from '../support/lab.ts'
import { isOurs, issued, TOKEN_KEY } from './own-tokens.ts'
import { SMALL_API } from './small-api-contract.ts'

/** An answer of the API; `cut` ends the connection without one. */
export type Said =
  | { readonly status: number; readonly json?: unknown; readonly page?: string }
  | 'cut'

/** What is broken: asked before each request but health; undefined: the API answers as it should. */
export type Break = (asked: {
  readonly method: string
  readonly path: string
  /** Undefined for a request without a token. */
  readonly token: string | undefined
  readonly isGood: boolean
  readonly agent: string
  /** Requests that the API has refused so far. */
  readonly refused: number
}) => Said | undefined

const PASSWORD = 'the-right-password-of-this-run'
/** What is known of the instances of the API. */
interface Instances {
  /** `samples` of its health route. */
  readonly samples?: number
  /** Its answers name so many instances in turn, in a header. */
  readonly instances?: number
}

/** Runs the suites against the small API, broken in one way; `begin` is called once for each run. */
export async function runOnSmallApi(
  folder: string,
  begin: () => Break = () => () => undefined,
  { samples, instances = 0 }: Instances = {},
) {
  const { url, requests } = await startSmallApi(begin, instances)
  const name = randomUUID()
  const contract = join(folder, `${name}.json`)
  const [api] = SMALL_API.services
  const services = [{ ...api, health: [{ path: '/health', ...(samples && { samples }) }] }]
  await writeFile(contract, JSON.stringify({ ...SMALL_API, services }))
  const variables = { ENVIRONMENT: 'local', API_URL: url, PASSWORD, JWT_KEY: TOKEN_KEY }
  const env = await writeEnvFile(folder, name, variables)
  const { record } = await runInLab(['--env', env, '--contract', contract])
  return {
    causes: record.rootCauses.map(({ code, service }) => `${code} (${service})`),
    firstLine: record.rootCauses[0]?.summary,
    nextStep: record.rootCauses[0]?.nextSteps[0],
    warnings: record.warnings.map(
      ({ code, service, summary }) => `${code} (${service}): ${summary}`,
    ),
    decision: record.decision,
    curl: record.rootCauses[0]?.findings[0]?.curl,
    evidence: JSON.stringify(record.rootCauses[0]?.findings[0]?.evidence),
    requests: requests(),
  }
}

async function startSmallApi(begin: () => Break, instances: number) {
  let broken = begin()
  let run: string | undefined
  const notes = new Map<string, string>()
  let refused = 0
  let asked = 0
  const answerOf = async (request: IncomingMessage): Promise<Said> => {
    const { method = 'GET', url: path = '/' } = request
    const agent = request.headers['user-agent'] ?? ''
    // The agent names the run: where the lab makes one again, only its own requests count.
    if (agent !== run && agent.startsWith('post-deploy-smoke/')) {
      run = agent
      refused = 0
      broken = begin()
    }
    if (path === '/health') return { status: 200, json: { status: 'ok' } }
    asked += 1
    const token = /^Bearer (\S*)$/.exec(request.headers.authorization ?? '')?.[1]
    const isGood = token !== undefined && isOurs(token)
    const instead = broken({ method, path, token, isGood, agent, refused })
    if (instead !== undefined) return instead
    if (path === '/login') return { status: 200, json: { access_token: issued() } }
    if (!isGood) {
      refused += 1
      return { status: 401, json: { error: 'unauthorized' } }
    }
    const id = /^\/notes\/(\w+)$/.exec(path)?.[1]
    if (path === '/me' || path === '/orders') return { status: 200, json: { id: 'u-17' } }
    if (path === '/notes') {
      const made = `n${notes.size + 1}`
      notes.set(made, 'a note')
      return { status: 201, json: { id: made } }
    }
    if (id === undefined || !notes.has(id)) return { status: 404, json: { error: 'no such note' } }
    if (method === 'DELETE') notes.delete(id)
    return { status: 200, json: { id } }
  }
  const server = createServer(async (request, response) => {
    request.resume()
    const said = await answerOf(request)
    if (said === 'cut') request.socket.destroy()
    else
      response
        .writeHead(said.status, {
          'content-type': said.page === undefined ? 'application/json' : 'text/html',
          ...(instances > 0 && { 'x-served-by': `api-${asked % instances}` }),
        })
        .end(said.page ?? JSON.stringify(said.json ?? {}))
  })
  return { ...(await serve(server, 'http')), requests: () => asked }
}
