import type { ServicePromise } from '../../contracts/schema/service.ts'
import { judgeControl } from '../diagnosis/judges/access/judge-control.ts'
import { judgeForged } from '../diagnosis/judges/access/judge-forged.ts'
import type { RefusalFact } from '../diagnosis/judges/access/judge-refusal.ts'
import { createLimiter, type Limiter, type TurnClock } from '../http/limiter.ts'
import type { Finding } from '../record/finding.ts'
import type { Forged } from '../tokens/forgery.ts'
import { Blocked } from './check-result.ts'
import { currentClock } from './scope.ts'
import type { Session } from './session.ts'

/** Wrong tokens in a row that an edge refuses, or that get no answer, before the good token is shown again. */
const IN_A_ROW = 3

/** The probe route, asked with the good token. */
type AskProbe = () => Promise<Pick<RefusalFact, 'route' | 'exchange'>>

/**
 * Ends the sending of wrong tokens to a service that turns the run away because of them, as a limit on requests and a
 * firewall do: more of them would prolong the time of the limit, and prove nothing.
 */
interface RefusedSender {
  /** Sends one wrong token when its turn has come. A need: the service does not turn the run away by then. */
  inTurn<T>(service: ServicePromise, send: () => Promise<T>): Promise<T>
  /** Takes note of the answers to one wrong token. */
  record(
    service: ServicePromise,
    row: Forged,
    answers: readonly RefusalFact[],
    probe: AskProbe,
  ): Promise<void>
}

/** As many wrong tokens at a time for each service as requests: those that wait are sent only where the others were answered. */
export function createRefusedSender({ target }: Session): RefusedSender {
  const limiters = new Map<string, Limiter>()
  const limiterOf = ({ name }: ServicePromise) => {
    const known = limiters.get(name) ?? createLimiter(target.maxConcurrentRequests, clockOfRow)
    limiters.set(name, known)
    return known
  }
  const away = new Map<string, Finding>()
  const inARow = new Map<string, number>()

  /** Asked once for so many in a row: the good token shows whether it is the token or its sender that is refused. */
  const show = async ({ name }: ServicePromise, probe: AskProbe) => {
    const count = (inARow.get(name) ?? 0) + 1
    inARow.set(name, count)
    if (count !== IN_A_ROW) return
    const [first, second] = [judgeControl(await probe()), judgeControl(await probe())]
    if (first !== undefined && second !== undefined) away.set(name, first)
    else inARow.set(name, 0)
  }

  return {
    inTurn: (service, send) =>
      limiterOf(service)(async () => {
        const finding = away.get(service.name)
        if (finding !== undefined) throw new Blocked([finding])
        return send()
      }),
    record: async (service, row, answers, probe) => {
      const findings = answers.flatMap((fact) => judgeForged(fact, row) ?? [])
      const throttled = findings.find(({ code }) => code === 'service.throttled')
      if (throttled !== undefined) away.set(service.name, throttled)
      else if (answers.length > 0 && findings.length === answers.length && findings.every(isCutOff))
        await show(service, probe)
      else inARow.set(service.name, 0)
    },
  }
}

/** The requests of a row wait for turns of their own. */
function clockOfRow(): TurnClock | undefined {
  const clock = currentClock()
  return clock && { begin: (state) => (state === 'turn' ? clock.begin(state) : () => {}) }
}

function isCutOff({ code }: Finding): boolean {
  return code === 'edge.refused' || code.startsWith('http.') || code === 'tcp.timeout'
}
