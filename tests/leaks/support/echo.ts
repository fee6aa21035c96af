import { randomBytes } from 'node:crypto'
import type { Answer, Asked, Interceptor } from '../../../reference/http/exchange.ts'
import { SERVICE_USER_AGENT } from '../../../reference/http/service-user-agent.ts'
import type { Plan } from '../../../reference/plan.ts'
import type { Memory } from './memory.ts'
import { SPELLINGS } from './spellings.ts'

/**
 * `beside`: what was heard stands beside what a healthy answer holds. `everywhere`: also inside every text
 * that a report may show: versions, reasons, names, agents' words, content types.
 */
export type Loudness = 'beside' | 'everywhere'

const REASONS = new Set(['detail', 'error', 'message', 'reason'])
const SHOWN = new Set([...REASONS, 'version', 'status_text', 'agent_name', 'tool_name', 'reasoning', 'thought', 'final_response'])
/** RFC 6455 §5.5: a close frame holds 125 bytes, two of them the code. */
const CLOSE_REASON_BYTES = 123

/** Makes every service of a deployment answer with all it has ever heard, in turns, in every spelling. */
export function addEcho(plan: Plan, memory: Memory, loudness: Loudness): void {
  let turn = 0
  const next = (): string => {
    const heard = memory.heard()
    turn += 1
    // Steps without a common divisor, so that every secret meets every spelling.
    const secret = heard[(turn * 7) % Math.max(1, heard.length)] ?? 'nothing heard yet'
    return SPELLINGS[turn % SPELLINGS.length]?.(secret) ?? secret
  }
  for (const service of [plan.auth, plan.backend, plan.frontend]) {
    const session = randomBytes(24).toString('base64url')
    service.edge.unshift(echo({ memory, loudness, next, session }))
  }

  const { socket } = plan.backend
  const { outgoing, opened } = socket
  socket.outgoing = (frame, caller) => {
    const last = outgoing(frame, caller)
    return last && { echo: next(), ...(loudness === 'everywhere' ? decorate(last, SHOWN, next) : last) }
  }
  socket.opened = (connection, wire) => {
    const close = connection.close.bind(connection)
    connection.close = (code) => close(code, Buffer.from(next()).subarray(0, CLOSE_REASON_BYTES))
    return opened(connection, wire)
  }
}

interface Voice {
  readonly memory: Memory
  readonly loudness: Loudness
  /** The next thing it says. */
  readonly next: () => string
  readonly session: string
}

function echo(voice: Voice): Interceptor {
  const { memory } = voice
  return async (asked, pass) => {
    // What the services say to one another stays among them.
    if (asked.headers['user-agent'] === SERVICE_USER_AGENT) return pass(asked)
    memory.hear(`${asked.method} ${asked.path}`, asked.headers, asked.body)
    const answer = await pass(asked)
    const loud = { ...answer, headers: headersWith(answer, voice), body: bodyWith(answer, asked, voice) }
    memory.say(asked.path, loud.headers, answer.body)
    return loud
  }
}

function headersWith({ status, headers }: Answer, { session, loudness, next }: Voice): Answer['headers'] {
  const line = () => next().replaceAll(/\s+/g, ' ')
  return {
    ...headers,
    'x-echo': line(),
    'set-cookie': `netra_session=${session}; Path=/; HttpOnly`,
    ...(status === 401 && { 'www-authenticate': `Bearer error="invalid_token", error_description="${line()}"` }),
    ...(headers['location'] !== undefined && { location: `${headers['location']}?from=${encodeURIComponent(line())}` }),
    ...(loudness === 'everywhere' && status >= 400 && { 'content-type': `${headers['content-type'] ?? 'text/plain'}; echo=${line()}` }),
  }
}

function bodyWith({ status, headers, body }: Answer, asked: Asked, { loudness, next }: Voice): string {
  const type = headers['content-type'] ?? ''
  const received = { ...asked.headers, body: asked.body }
  if (type.startsWith('application/json')) {
    const json: unknown = JSON.parse(body)
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return body
    const shown = loudness === 'everywhere' ? SHOWN : status >= 400 ? REASONS : new Set<string>()
    return JSON.stringify({ echo: next(), ...decorate(json as Record<string, unknown>, shown, next), received })
  }
  if (type.startsWith('text/html')) return `<!-- ${next().replaceAll('--', '- -')} -->${body}<pre>${JSON.stringify(received)}</pre>`
  return status >= 400 ? `${next()} ${body} ${JSON.stringify(received)}` : body
}

/** The same object with an echo before the texts of some members, two levels deep. */
function decorate(object: Readonly<Record<string, unknown>>, names: ReadonlySet<string>, next: () => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      if (names.has(name) && typeof value === 'string') return [name, `${next()} ${value}`]
      if (name === 'data' || name === 'detail') return [name, isObject(value) ? decorate(value, names, next) : value]
      return [name, value]
    }),
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
