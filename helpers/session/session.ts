import type { Contract } from '../../contracts/contract.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import { type Policy, policyFor } from '../../env/policy.ts'
import { Secret } from '../../env/secret.ts'
import type { Target } from '../../env/target.ts'
import type { RouteOptions } from '../http/connect/route.ts'
import { createLagMonitor, type LagMonitor } from '../http/deadline.ts'
import type { Exchange } from '../http/exchange.ts'
import { createHttpClient } from '../http/http-client.ts'
import type { RequestSpec } from '../http/request.ts'
import { firstHealth } from '../promise/request.ts'
import type { Values } from '../promise/template.ts'
import { createRedactor, type Redactor } from '../redact/redact.ts'
import { joinUrl } from '../url/join-url.ts'
import { type Ask, type AskOptions, createAsk } from './ask.ts'
import { Inconclusive } from './check-result.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { createOtherChecks, type OtherChecks } from './other-checks.ts'
import { answeredBy, type ReadinessResult } from './readiness-result.ts'
import { connectOptions, contractHeaders, type HostHeaders, runValues } from './resolve-contract.ts'
import type { RunInput } from './run-input.ts'
import { createOnce, currentClock, judgeable } from './scope.ts'
import { configuredSecrets, createSecretCollector } from './secrets.ts'
import { SentRequests } from './sent-requests.ts'

/** How the requests of a run leave. */
interface Sending extends Ask {
  readonly breaker: CircuitBreaker
  /** Whether a request to the service would leave now, with no wait for a turn. */
  hasPlace(service: string): boolean
  /** Requests sent so far. */
  requests(): number
  close(): Promise<void>
}

/** What all requests of a run share: target, contract, values, HTTP client and circuit breaker. */
export interface Session extends Sending {
  readonly contract: Contract
  readonly target: Target
  readonly policy: Policy
  readonly runId: string
  readonly startedAtMs: number
  readonly userAgent: string
  /** Options of every connection, for HTTP and WebSocket. */
  readonly connecting: RouteOptions
  /** Headers that a host gets beside those of a request. */
  readonly extraHeaders: HostHeaders
  readonly readiness: readonly ReadinessResult[]
  readonly once: ReturnType<typeof createOnce>
  /** The one object of its kind in this run, made for the first caller: what checks share and change. */
  shared<T>(create: (session: Session) => T): T
  readonly redactor: Redactor
  /** Makes a secret of a text that was read or made: no report shows it in any encoding. */
  secret(text: string): Secret
  /** Adds the secrets of an answer to the redactor; `ask` and `askUrl` do it for every answer. */
  readonly collectSecrets: ReturnType<typeof createSecretCollector>
  readonly lag: LagMonitor
  readonly sent: SentRequests
  readonly others: OtherChecks
  readonly stop: AbortSignal
  service(name: string): ServicePromise
  baseUrl(service: string): string
  values(extra?: AskOptions['values']): Values
  /** Of these variables, those that the environment does not set. */
  unset(names: readonly string[]): readonly string[]
}

/** Creates what the requests of one run share; nothing is sent. @param stop is aborted when the run is stopped. */
export function createSession(input: RunInput, stop: AbortSignal): Session {
  const { contract, target, readiness, runId, startedAtMs } = input
  const redactor = createRedactor(configuredSecrets(target, input.proxyEnv))
  const collectSecrets = createSecretCollector(redactor)
  for (const { last } of readiness) if (last.kind === 'answer') collectSecrets(last)
  const about: Omit<Session, 'shared' | keyof Sending> = {
    contract,
    target,
    runId,
    startedAtMs,
    readiness,
    redactor,
    collectSecrets,
    stop,
    ...lookUps(input),
    userAgent: `post-deploy-smoke/${input.version} (run ${runId})`,
    connecting: connectOptions(target, { processEnv: input.proxyEnv, extraCa: input.extraCa }),
    extraHeaders: contractHeaders(contract, target, runId),
    lag: createLagMonitor(),
    sent: new SentRequests(input, redactor),
    policy: policyFor(target.kind, { writes: input.writes }),
    others: createOtherChecks(stop),
    once: createOnce(),
    secret: (text) => {
      redactor.add(text)
      return new Secret(text)
    },
  }
  const made = new Map<unknown, unknown>()
  const session: Session = {
    ...about,
    ...createSending(about),
    shared: <T>(create: (session: Session) => T) => {
      if (!made.has(create)) made.set(create, create(session))
      return made.get(create) as T
    },
  }
  return session
}

/** What contract and target say by a name. */
function lookUps({
  contract,
  target,
  runId,
}: RunInput): Pick<Session, 'service' | 'baseUrl' | 'values' | 'unset'> {
  const known = runValues(target, runId)
  return {
    service: (name) => find(contract, name),
    baseUrl: (service) => {
      const url = target.urls[find(contract, service).urlVariable]
      if (url === undefined) throw new Inconclusive(`no URL is set for ${service}`)
      return url
    },
    values:
      (extra = {}) =>
      (name) =>
        extra[name] ?? known(name),
    unset: (names) => names.filter((name) => known(name) === undefined),
  }
}

/** The HTTP client of a run behind its circuit breaker. */
function createSending(about: Omit<Session, 'shared' | keyof Sending>): Sending {
  const { contract, target, readiness, stop, lag, sent, collectSecrets, baseUrl, values } = about
  const client = createHttpClient({
    timeoutMs: target.requestTimeoutMs,
    perHost: target.maxConcurrentRequests,
    extraHeaders: about.extraHeaders,
    userAgent: about.userAgent,
    lag,
    onEnd: (ended) => sent.add(ended),
    clockOf: currentClock,
    signal: stop,
    answered: answeredBy(readiness),
    ...about.connecting,
  })
  const received = (exchange: Exchange, service: string): Exchange => {
    if (exchange.kind === 'answer') collectSecrets(exchange)
    return judgeable(exchange, service)
  }
  const breaker = new CircuitBreaker(async (name) => {
    const service = find(contract, name)
    const exchange = await client.ask(healthCheck(service, baseUrl(name)))
    return {
      exchange: received(exchange, name),
      promise: `GET ${firstHealth(service).path} answers`,
    }
  }, target)
  return {
    ...createAsk({ client, breaker, baseUrl, sent: contract.tokens?.sent, values, received }),
    breaker,
    hasPlace: (name) => client.hasPlace(baseUrl(name)),
    requests: client.sent,
    close: async () => {
      await client.close()
      lag.close()
    },
  }
}

function find(contract: Contract, name: string): ServicePromise {
  const service = contract.services.find((candidate) => candidate.name === name)
  if (service === undefined) throw new Inconclusive(`the contract has no service named ${name}`)
  return service
}

/** The request that settles a half-open circuit: it waits for no turn, since all that have one wait for it. */
function healthCheck(service: ServicePromise, baseUrl: string): RequestSpec {
  const { path, headers } = firstHealth(service)
  const url = joinUrl(baseUrl, path)
  return { method: 'GET', url, headers, again: 'never', priority: 'inPlace' }
}
