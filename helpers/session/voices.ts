import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import type { Exchange, NoAnswerFault } from '../http/exchange.ts'
import { PER_HOST } from '../http/http-client.ts'
import type { Finding } from '../record/finding.ts'
import { createGate, type Gate, type Turn } from './gate.ts'
import { Blocked } from './outcome.ts'

/** What comes of a service that takes connections, or swallows them, and says nothing. */
const SILENCES: ReadonlySet<string> = new Set<NoAnswerFault>(['http.timeout', 'tcp.timeout'])

/** Who still answers: a service that falls silent costs a timeout or two, not one for every check. */
export interface Voices {
  /**
   * A need: the service has not fallen silent. Where it let a deadline pass since it last answered, its
   * health is asked for once, for all who wait: one route may be slow, and the service well.
   */
  need(service: string): Promise<void>
  /** What came of asking the service. */
  note(service: string, came: 'answer' | NoAnswerFault): void
  /** Asks in its turn: a service gets so many requests at a time, and none once it has fallen silent. */
  inTurn(service: string, ask: () => Promise<Exchange>, turn?: Turn): Promise<Exchange>
}

/** @param health asks a service for its health, once. */
export function createVoices(
  health: (service: string) => Promise<{ readonly exchange: Exchange; readonly promise: string }>,
): Voices {
  const doubts = new Map<string, Promise<Finding | undefined> | 'begun'>()

  const gates = new Map<string, Gate>()

  const settle = async (service: string): Promise<Finding | undefined> => {
    let finding: Finding | undefined
    try {
      const { exchange, promise } = await health(service)
      if (exchange.kind === 'no-answer') finding = judgeAnswered(exchange, service, promise)
    } finally {
      if (finding === undefined) doubts.delete(service)
    }
    return finding
  }

  const need: Voices['need'] = async (service) => {
    const doubt = doubts.get(service)
    if (doubt === undefined) return
    const settled = doubt === 'begun' ? settle(service) : doubt
    doubts.set(service, settled)
    const finding = await settled
    if (finding !== undefined) throw new Blocked([finding])
  }

  const note: Voices['note'] = (service, came) => {
    // A doubt that is being settled, or was, is settled by health alone.
    if (SILENCES.has(came) && !doubts.has(service)) doubts.set(service, 'begun')
    if (came === 'answer' && doubts.get(service) === 'begun') doubts.delete(service)
  }

  const gateOf = (service: string) => {
    const gate = gates.get(service) ?? createGate(PER_HOST)
    gates.set(service, gate)
    return gate
  }

  return {
    need,
    note,
    inTurn: (service, ask, turn) =>
      gateOf(service)(async () => {
        await need(service)
        const exchange = await ask()
        note(service, exchange.kind === 'answer' ? 'answer' : exchange.fault)
        return exchange
      }, turn),
  }
}
