import type { Secret } from '../../env/secret.ts'
import type { Target } from '../../env/target.ts'
import type { Asked, NoAnswerFault, Timing } from '../http/exchange.ts'
import type { EndedRequest } from '../http/retry.ts'
import type { Phase, RequestRecord } from '../record/check-record.ts'
import type { Finding } from '../record/finding.ts'
import type { Redactor } from '../redact/redact.ts'
import type { Handshake } from '../socket/handshake-fact.ts'
import { type HandshakeSpec, prepareHandshake } from '../socket/prepare-handshake.ts'
import { deriveWebsocketUrl } from '../url/join-url.ts'
import { curlLine, type Repeatable } from './curl-line.ts'
import type { RunInput } from './run-input.ts'
import { noteSent } from './scope.ts'
import type { NamedSecret } from './secrets.ts'

/** A time that a service wrote into an answer, and when it came by our clock; milliseconds since 1970. */
export interface DatedAnswer {
  readonly writtenMs: number
  readonly cameMs: number
}

/** What a record is made of. */
interface RecordParts {
  readonly asked: Asked
  readonly timing: Timing
  readonly turnMs: number
  readonly status?: number
  readonly fault?: NoAnswerFault
}

/** Every request of a run as it ends: a record for the check that sent it, and the command that repeats it. */
export class SentRequests {
  readonly #target: Target
  readonly #startedAtMs: number
  readonly #redactor: Redactor
  readonly #services: ReturnType<typeof servicesByUrl>
  readonly #repeatable = new Map<string, Repeatable>()
  readonly #wrong: NamedSecret[] = []
  /** The Date of each answer, and the URL of its service. */
  readonly #dates: { readonly base: string; readonly date: string; readonly cameMs: number }[] = []

  constructor(
    { contract, target, startedAtMs }: Pick<RunInput, 'contract' | 'target' | 'startedAtMs'>,
    redactor: Redactor,
  ) {
    this.#target = target
    this.#startedAtMs = startedAtMs
    this.#redactor = redactor
    this.#services = servicesByUrl(contract.services, target)
  }

  add({ request, read, turnMs }: EndedRequest): void {
    this.#repeatable.set(read.asked.traceId, { ...request, url: request.url.href })
    const { asked, timing } = read
    const came = read.kind === 'answer' ? { status: read.status } : { fault: read.fault }
    this.#record({ asked, timing, turnMs, ...came })
    const base = this.#serviceOf(asked)?.url
    const date = read.kind === 'answer' ? read.headers.date : undefined
    if (base !== undefined && date !== undefined)
      this.#dates.push({ base, date, cameMs: Date.parse(asked.at) + timing.totalMs })
  }

  addHandshake(handshake: Handshake, spec: HandshakeSpec, turnMs: number): void {
    if (handshake.kind === 'not-sent') return
    const { asked } = handshake
    const ready = prepareHandshake(spec, '')
    if (ready.kind === 'ready')
      this.#repeatable.set(asked.traceId, { ...ready, method: 'GET', url: ready.url.href })
    this.#record({ asked, turnMs, ...resultOf(handshake) })
  }

  /** Gives a wrong token of the run a name in the commands that repeat requests: it is not the good one. */
  nameWrong(token: Secret, name: string): void {
    this.#wrong.push([name, token])
  }

  /**
   * Of the answers of the service, the one that came the soonest after its Date; undefined where none had one. A Date (RFC
   * 9110 §6.6.1) has whole seconds, and no answer comes before it is made: so the clock of the service is behind ours by no
   * more than that, and of some dozens of answers one was made at the beginning of a second.
   */
  soonest(name: string): DatedAnswer | undefined {
    const bases = this.#services.filter((service) => service.name === name).map(({ url }) => url)
    const late = ({ cameMs, writtenMs }: DatedAnswer) => cameMs - writtenMs
    const [first] = this.#dates
      .filter(({ base }) => bases.includes(base))
      .map(({ date, cameMs }) => ({ writtenMs: Date.parse(date), cameMs }))
      .filter(({ writtenMs }) => !Number.isNaN(writtenMs))
      .sort((a, b) => late(a) - late(b))
    return first
  }

  /** The command that repeats the request of a finding, redacted; undefined where the finding is about no single request. */
  curl({ asked, traceId = '' }: Pick<Finding, 'asked' | 'traceId'>): string | undefined {
    const request = this.#repeatable.get(traceId) ?? plainRequest(asked)
    return request && curlLine(request, this.#target, this.#redactor, this.#wrong)
  }

  #serviceOf({ url }: Asked) {
    return this.#services.find((service) => isBelow(url, service.url))
  }

  #record({ asked, timing, turnMs, status, fault }: RecordParts): void {
    const service = this.#serviceOf(asked)?.name
    const sentMs = Date.parse(asked.at) - this.#startedAtMs
    noteSent({
      ...(service !== undefined && { service }),
      method: asked.method,
      url: asked.url,
      startMs: Math.max(0, Math.round(sentMs - turnMs)),
      phases: phasesOf(timing, turnMs, fault),
      ...(status !== undefined && { status }),
      ...(fault !== undefined && { fault }),
      traceId: asked.traceId,
    })
  }
}

/** Longest first: services may share a host and differ in the path. */
function servicesByUrl(
  services: RunInput['contract']['services'],
  { urls }: Target,
): readonly { readonly name: string; readonly url: string }[] {
  return services
    .flatMap(({ name, urlVariable }) => {
      const url = urls[urlVariable]
      return url === undefined
        ? []
        : [url, deriveWebsocketUrl(url)].map((one) => ({ name, url: one }))
    })
    .sort((a, b) => b.url.length - a.url.length)
}

function isBelow(url: string, base: string): boolean {
  return url.startsWith(base) && ['/', '?', undefined].includes(url[base.length])
}

/** A request that was sent before the checks, while a service was waited for: it carries no secret of the contract. */
function plainRequest(asked: string): Repeatable | undefined {
  const [, method, url] = /^(GET|HEAD|OPTIONS) (https?:\/\/[^\s[\]]+)$/.exec(asked) ?? []
  return method === undefined || url === undefined ? undefined : { method, url, headers: {} }
}

function resultOf(
  handshake: Exclude<Handshake, { kind: 'not-sent' }>,
): Pick<RecordParts, 'timing' | 'status' | 'fault'> {
  switch (handshake.kind) {
    case 'refused':
      return { timing: handshake.answer.timing, status: handshake.answer.status }
    case 'no-answer':
      return { timing: handshake.noAnswer.timing, fault: handshake.noAnswer.fault }
    default:
      // Only after a 101 a connection is open, or breaks the protocol.
      return { timing: handshake.timing, status: 101 }
  }
}

/** Each phase in milliseconds of its own, to a tenth; what is left of the total belongs to the phase in which it ended. */
function phasesOf(
  { dnsMs, tcpMs, tlsMs, firstByteMs, totalMs }: Timing,
  turnMs: number,
  fault: NoAnswerFault | undefined,
): RequestRecord['phases'] {
  const phases: Partial<Record<Phase, number>> = {}
  let reached = 0
  const note = (phase: Phase, mark: number | undefined) => {
    if (mark === undefined) return
    phases[phase] = tenth(mark - reached)
    reached = mark
  }
  if (turnMs >= 1) phases.turn = tenth(turnMs)
  note('dns', dnsMs)
  note('tcp', tcpMs)
  note('tls', tlsMs)
  note('firstByte', firstByteMs)
  if (firstByteMs !== undefined) note('body', totalMs)
  if (firstByteMs === undefined) phases[lastPhase(fault)] = tenth(totalMs - reached)
  return phases
}

function lastPhase(fault: NoAnswerFault | undefined): Phase {
  const layer = fault?.split('.')[0]
  return layer === 'dns' || layer === 'tcp' || layer === 'tls' ? layer : 'firstByte'
}

function tenth(ms: number): number {
  return Math.max(0, Math.round(ms * 10) / 10)
}
