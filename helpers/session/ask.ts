import type { Credential, RequestTemplate } from '../../contracts/schema/common.ts'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { type Exchange, isAnswered, isSilence } from '../http/exchange.ts'
import type { HttpClient } from '../http/http-client.ts'
import { isSafe, type RequestSpec } from '../http/request.ts'
import { withHistory } from '../http/retry.ts'
import { mayBeNo } from '../promise/expectation.ts'
import { placeCredential, renderRequest } from '../promise/request.ts'
import type { Values } from '../promise/template.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'

/** Named values a template may use beside the environment's variables. */
export type Extra = Readonly<Record<string, string>>

/** How a request of the contract is sent. */
export interface AskOptions
  extends Pick<
    RequestSpec,
    'bodyLimitBytes' | 'connection' | 'follow' | 'headers' | 'priority' | 'reads' | 'timeoutMs'
  > {
  /** Sent the way the contract's tokens travel; without it the request carries no token. */
  readonly token?: Secret | undefined
  readonly values?: Readonly<Record<string, string | Secret>>
  /**
   * `never`: one request without retries (samples, refusals). `if-cold`: sent once more where no answer came in time, though
   * its method is POST. Otherwise requests that only read may be retried.
   */
  readonly again?: 'never' | 'if-cold'
  /** `cleanup`: sent although the run is being stopped, to remove what it created or to learn what it is creating. */
  readonly when?: 'cleanup'
}

/** How the checks of a run send requests. Both give the fact as it is; what it means, judges say. */
export interface Ask {
  /** Sends a request of the contract. */
  ask(template: RequestTemplate, options?: AskOptions): Promise<Exchange>
  /** Requests an absolute URL for a service: a file that its page names. The silence of another host is not the service's. */
  askUrl(
    service: string,
    url: string,
    options?: Pick<
      RequestSpec,
      'again' | 'bodyLimitBytes' | 'connection' | 'follow' | 'headers' | 'timeoutMs'
    >,
  ): Promise<Exchange>
}

interface AskTools {
  readonly client: Pick<HttpClient, 'ask'>
  readonly breaker: CircuitBreaker
  readonly baseUrl: (service: string) => string
  /** How tokens travel; undefined for a platform without tokens. */
  readonly sent: Credential | undefined
  readonly values: (extra?: AskOptions['values']) => Values
  /** Looks at every exchange before its caller gets it. */
  readonly received: (exchange: Exchange, service: string) => Exchange
}

/** Of a host that no variable names, such as a CDN: a network that does not reach it must not hold up the run. */
const FOREIGN_TIMEOUT_MS = 5_000

/**
 * Sends requests by the circuit of their service. One that may be repeated is sent once more where its service may have
 * been cold; one that cleans up is sent whatever the circuit says, also while the run is being stopped.
 */
export function createAsk(tools: AskTools): Ask {
  const { client, breaker, baseUrl, received } = tools
  const coldStart = createColdStart()

  return {
    ask: async (template, options = {}) => {
      const { service, method, path } = template
      const full = requestOf(template, tools, options)
      const send = () =>
        breaker.call(service, (turn) => client.ask({ ...full, ...turn }), `${method} ${path}`)
      const sendAgain = () =>
        breaker.callAgain(service, (terms) => client.ask({ ...full, ...terms }))
      if (options.when === 'cleanup')
        return received(await client.ask({ ...full, whenStopped: 'sent' }), service)
      const first = await send()
      const exchange =
        mayRepeat(method, options.again) && coldStart.mayBeCold(service, first)
          ? await coldStart.settle(service, first, sendAgain)
          : first
      return received(exchange, service)
    },
    askUrl: async (service, url, options) => {
      const isOwn = new URL(url).origin === new URL(baseUrl(service)).origin
      const spec = { method: 'GET', url, ...options }
      const exchange = isOwn
        ? await breaker.call(service, (turn) => client.ask({ ...spec, ...turn }))
        : await client.ask({ timeoutMs: FOREIGN_TIMEOUT_MS, ...spec, again: 'never' })
      return received(exchange, service)
    },
  }
}

interface ColdStart {
  /** Whether the service, which has answered before, was silent now. Notes an answer. */
  mayBeCold(service: string, exchange: Exchange): boolean
  /** The exchange itself, or, where a second try was answered, that answer with the first try in its history. */
  settle(service: string, exchange: Exchange, again: () => Promise<Exchange>): Promise<Exchange>
}

/**
 * Distinguishes a service that was cold from one that hangs, among services that have answered something in this run: a
 * silent one costs one timeout. The first request of a service that may be repeated and got no answer in time is
 * sent once more. If that is answered, every other such request is sent once more too; if not, no other is, so that
 * hanging routes cost one short second try in all.
 */
function createColdStart(): ColdStart {
  const alive = new Set<string>()
  const awake = new Map<string, Promise<boolean>>()

  const askAgain = async (exchange: Exchange, again: () => Promise<Exchange>) => {
    // The second try may find the service silent meanwhile: then the first one stands.
    const second = await again().catch(() => undefined)
    return second !== undefined && isAnswered(second) ? withHistory(second, exchange) : exchange
  }

  return {
    mayBeCold(service, exchange) {
      if (isAnswered(exchange)) alive.add(service)
      // If no connection came about, no instance could have started meanwhile.
      const isUnreached = exchange.kind === 'no-answer' && exchange.fault === 'tcp.timeout'
      return isSilence(exchange) && !isUnreached && alive.has(service)
    },
    async settle(service, exchange, again) {
      const known = awake.get(service)
      if (known !== undefined) return (await known) ? askAgain(exchange, again) : exchange
      const settled = askAgain(exchange, again)
      awake.set(service, settled.then(isAnswered))
      return settled
    },
  }
}

/** Whether a request may be sent once more where the first got no answer in time. */
function mayRepeat(method: string, again: AskOptions['again']): boolean {
  return again === 'if-cold' || (isSafe(method) && again === undefined)
}

/** A request of the contract as it is sent: filled in, with its token, its own headers and its limits. */
function requestOf(
  template: RequestTemplate,
  { baseUrl, sent, values }: AskTools,
  { token, values: extra, again, when: _, headers, ...terms }: AskOptions,
): RequestSpec {
  const known = token === undefined ? extra : { ...extra, token }
  const filled = renderRequest(template, baseUrl(template.service), values(known))
  const spec = { ...filled, headers: { ...filled.headers, ...headers } }
  // A template that contains `{token}` places the token itself.
  const places = JSON.stringify(template).includes('{token}')
  const full =
    token === undefined || sent === undefined || places ? spec : placeCredential(spec, sent, token)
  return { ...full, ...terms, ...(again === 'never' && { again }) }
}

/** A good status is all that is asked of a protected route, unless its contract says that a 2xx may be a refusal. */
export function readsOf({
  withoutCredentials,
  withWrongToken,
}: ProtectedRoute): Pick<AskOptions, 'reads'> {
  return mayBeNo(withoutCredentials) || mayBeNo(withWrongToken) ? {} : { reads: 'status' }
}
