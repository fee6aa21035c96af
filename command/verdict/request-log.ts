import type { RequestLog, RequestRecord } from '../../helpers/record/check-record.ts'
import type { RootCause } from '../../helpers/record/run-record.ts'

/** A run of 140 checks sends some 170; reports must open in any reader after one of a thousand checks too. */
const MOST_REQUESTS = 3_000

/** The requests that a record keeps: those that a root cause or a warning is about, then the first of the others. */
export function requestLogOf(
  sent: readonly RequestRecord[],
  causes: readonly RootCause[],
): RequestLog {
  const sorted = [...sent].sort((a, b) => a.startMs - b.startMs)
  if (sorted.length <= MOST_REQUESTS) return { requests: sorted, leftOut: 0 }
  const named = new Set(causes.flatMap(({ findings }) => findings.map(({ traceId }) => traceId)))
  const isNamed = ({ traceId }: RequestRecord) => named.has(traceId)
  const first = [...sorted.filter(isNamed), ...sorted.filter((one) => !isNamed(one))]
  const kept = new Set(first.slice(0, MOST_REQUESTS))
  return {
    requests: sorted.filter((one) => kept.has(one)),
    leftOut: sorted.length - MOST_REQUESTS,
  }
}
