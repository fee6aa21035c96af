import type { Plan } from '../../reference/healthy-plan.ts'
import { SERVICE_USER_AGENT } from '../../reference/http/ask-service.ts'
import type { Answer, Asked, Interceptor } from '../../reference/http/exchange.ts'

/**
 * `beside`: what is said stands beside what a healthy answer holds. `everywhere`: also inside every text
 * that a report may show: versions, reasons, names, agents' words, content types.
 */
export type Loudness = 'beside' | 'everywhere'

/** What a deployment says without being asked. */
export interface Voice {
  readonly loudness: Loudness
  /** The next thing it says. */
  readonly next: () => string
  /** Gets every request from outside before it is answered. */
  readonly hear?: (asked: Asked) => void
  /** Gets every answer before it leaves. */
  readonly say?: (asked: Asked, answer: Answer) => void
  readonly cookie?: () => string
}

const REASONS = new Set(['detail', 'error', 'message', 'reason'])
const SHOWN = new Set([
  ...REASONS,
  'version',
  'status_text',
  'agent_name',
  'tool_name',
  'reasoning',
  'thought',
  'final_response',
])
/** RFC 6455 §5.5: a close frame holds 125 bytes, two of them the code. */
const CLOSE_REASON_BYTES = 123
/** RFC 9110 §5.5. */
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]+/g

/** Gives every service of a deployment a voice of its own, after whatever fault it has: headers, bodies, frames, reasons of closes. */
export function addVoice(
  plan: Plan,
  voices: readonly [auth: Voice, backend: Voice, frontend: Voice],
): void {
  const [auth, backend, frontend] = voices
  plan.auth.edge.unshift(speak(auth))
  plan.backend.edge.unshift(speak(backend))
  plan.frontend.edge.unshift(speak(frontend))

  const { loudness, next } = backend
  const { socket } = plan.backend
  const { outgoing, opened } = socket
  socket.outgoing = (frame, caller) => {
    const last = outgoing(frame, caller)
    return (
      last && { said: next(), ...(loudness === 'everywhere' ? decorate(last, SHOWN, next) : last) }
    )
  }
  socket.opened = (connection, wire) => {
    const close = connection.close.bind(connection)
    connection.close = (code) => close(code, Buffer.from(next()).subarray(0, CLOSE_REASON_BYTES))
    return opened(connection, wire)
  }
}

function speak(voice: Voice): Interceptor {
  return async (asked, pass) => {
    // What the services say to one another stays among them.
    if (asked.headers['user-agent'] === SERVICE_USER_AGENT) return pass(asked)
    voice.hear?.(asked)
    const answer = await pass(asked)
    const loud = {
      ...answer,
      headers: headersWith(answer, voice),
      body: bodyWith(answer, asked, voice),
    }
    voice.say?.(asked, loud)
    return loud
  }
}

function headersWith(
  { status, headers }: Answer,
  { loudness, next, cookie }: Voice,
): Answer['headers'] {
  const line = () => next().replaceAll(UNSENDABLE, ' ')
  return {
    ...headers,
    'x-said': line(),
    ...(cookie && { 'set-cookie': `netra_session=${cookie()}; Path=/; HttpOnly` }),
    ...(status === 401 && {
      'www-authenticate': `Bearer error="invalid_token", error_description="${line()}"`,
    }),
    ...(headers.location !== undefined && {
      location: `${headers.location}?from=${encodeURIComponent(line())}`,
    }),
    ...(loudness === 'everywhere' &&
      status >= 400 && {
        'content-type': `${headers['content-type'] ?? 'text/plain'}; said=${line()}`,
      }),
  }
}

function bodyWith(
  { status, headers, body }: Answer,
  asked: Asked,
  { loudness, next }: Voice,
): string {
  const type = headers['content-type'] ?? ''
  const received = { ...asked.headers, body: asked.body }
  if (type.startsWith('application/json')) {
    const json: unknown = JSON.parse(body)
    if (!isObject(json)) return body
    const shown = loudness === 'everywhere' ? SHOWN : status >= 400 ? REASONS : new Set<string>()
    return JSON.stringify({ said: next(), ...decorate(json, shown, next), received })
  }
  if (type.startsWith('text/html'))
    return `<!-- ${next().replaceAll('--', '- -')} -->${body}<pre>${JSON.stringify(received)}</pre>`
  return status >= 400 ? `${next()} ${body} ${JSON.stringify(received)}` : body
}

/** The same object with something said before the texts of some members, two levels deep. */
function decorate(
  object: Readonly<Record<string, unknown>>,
  names: ReadonlySet<string>,
  next: () => string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      if (names.has(name) && typeof value === 'string') return [name, `${next()} ${value}`]
      if (name === 'data' || name === 'detail')
        return [name, isObject(value) ? decorate(value, names, next) : value]
      return [name, value]
    }),
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
