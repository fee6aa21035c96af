import { endOf, type RequestRecord } from '../../helpers/record/check-record.ts'
import { printable } from '../../helpers/text/quote.ts'
import { counted, duration } from '../../helpers/text/words.ts'
import { STAGES, type StageTimes } from '../run/stopwatch.ts'

const MEANINGS: Readonly<Record<keyof StageTimes, string>> = {
  starting: 'the process, the contract, the environment, the embedded deployment, the runner',
  waiting: 'until the services were ready',
  checks: 'the requests and their judgement, and clean-up',
  reports: 'the verdict and the files',
}

/** The text of `--timings`: what each part of a run took, and the requests that made the checks as long as they were. */
export function renderTimings(taken: StageTimes, sent: readonly RequestRecord[]): string {
  const parts = STAGES.map(
    (part) => `  ${part.padEnd(9)}${duration(taken[part]).padStart(8)}  ${MEANINGS[part]}`,
  )
  return ['', 'Timings', ...parts, ...chainLines(sent), ''].join('\n')
}

function chainLines(sent: readonly RequestRecord[]): readonly string[] {
  const chain = longestChain(sent)
  const [first] = chain
  const last = chain.at(-1)
  if (first === undefined || last === undefined) return ['  no request was sent']
  const turns = chain.reduce((sum, { phases }) => sum + (phases.turn ?? 0), 0)
  const took = duration(endOf(last) - first.startMs)
  const requests = counted(chain.length, 'request')
  const inTurn = chain.length === 1 ? requests : `${requests} that followed one another`
  return [
    `  The longest chain is ${inTurn}: ${took}, of which ${duration(turns)} waiting for a turn`,
    ...chain.map((one) => {
      const turn = one.phases.turn ?? 0
      const times = `${duration(one.startMs).padStart(8)}  ${duration(endOf(one) - one.startMs - turn).padStart(7)}`
      const waited = turn < 1 ? '' : `  after ${duration(turn)} for a turn`
      return `  ${times}  ${printable(`${one.method} ${one.url}`).slice(0, LONGEST_URL)}${waited}`
    }),
  ]
}

const LONGEST_URL = 120

/**
 * The chain that ends with the last request: each request was wanted when, or soon after, the one before had ended, and
 * that one is the latest to have ended by then. A run cannot be quicker than this chain without its turns.
 */
export function longestChain(sent: readonly RequestRecord[]): readonly RequestRecord[] {
  const byEnd = [...sent].sort((a, b) => endOf(a) - endOf(b))
  const chain: RequestRecord[] = []
  let next = byEnd.at(-1)
  while (next !== undefined) {
    const { startMs } = next
    chain.unshift(next)
    // Records hold whole milliseconds: an end may be rounded up to a millisecond after the start that it led to.
    next = byEnd.findLast((one) => endOf(one) <= startMs + 1 && one.startMs < startMs)
  }
  return chain
}
