import type { RequestLog } from '../../helpers/record/check-record.ts'
import type { RunInfo } from '../../helpers/record/run-record.ts'
import { MOST_REQUESTS } from '../verdict/run-info.ts'
import { idAt } from './merge-causes.ts'
import type { Counted } from './parts.ts'

/** What a merged record says of itself. */
export interface About {
  readonly id: string
  readonly version: string
  readonly host: string
  /** ISO 8601; the beginning of a whole that has no parts. */
  readonly now: string
}

/** The run of all places: from the first beginning to the last end. */
export function runOf(parts: readonly Counted[], { id, version, host, now }: About): RunInfo {
  const runs = parts.map(({ record }) => record.run)
  const starts = runs.map(({ startedAt }) => Date.parse(startedAt))
  const begin = starts.length === 0 ? Date.parse(now) : Math.min(...starts)
  const ends = runs.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs)
  const [first] = runs
  const execution = first?.part?.execution
  return {
    id,
    startedAt: new Date(begin).toISOString(),
    durationMs: ends.length === 0 ? 0 : Math.max(...ends) - begin,
    environment: first?.environment ?? 'unknown',
    ...(execution !== undefined && { part: { execution } }),
    kind: runs.find(({ kind }) => kind !== undefined)?.kind,
    platform: runs.find(({ platform }) => platform !== undefined)?.platform,
    targets: targetsOf(runs),
    ...(first?.expectedRevision !== undefined && { expectedRevision: first.expectedRevision }),
    revisions: revisionsOf(parts),
    waited: parts.flatMap(({ place, record }) =>
      record.run.waited.map((one) => ({ ...one, service: `${one.service} from ${place}` })),
    ),
    requests: runs.reduce((sum, { requests }) => sum + requests, 0),
    host,
    version,
  }
}

function targetsOf(runs: readonly RunInfo[]): RunInfo['targets'] {
  const targets = runs.flatMap((run) => run.targets)
  return [...new Map(targets.map((one) => [`${one.service} ${one.url}`, one])).values()]
}

/** What each service says it is, by place where places disagree. */
function revisionsOf(parts: readonly Counted[]): RunInfo['revisions'] {
  const seen = parts.flatMap(({ place, record }) =>
    Object.entries(record.run.revisions).map(([service, revision]) => ({
      service,
      revision,
      place,
    })),
  )
  const isSplit = (service: string) =>
    new Set(seen.filter((one) => one.service === service).map(({ revision }) => revision)).size > 1
  return Object.fromEntries(
    seen.map(({ service, revision, place }) => [
      isSplit(service) ? `${service} from ${place}` : service,
      revision,
    ]),
  )
}

/** The requests of all places on one clock: the parts' own, which an engine's machines keep within milliseconds. */
export function requestsOf(parts: readonly Counted[], run: RunInfo): RequestLog {
  const begin = Date.parse(run.startedAt)
  const all = parts.flatMap(({ place, record }) => {
    const laterMs = Date.parse(record.run.startedAt) - begin
    return record.requestLog.requests.map(({ check, ...request }) => ({
      ...request,
      startMs: request.startMs + laterMs,
      ...(check !== undefined && { check: idAt(check, place) }),
    }))
  })
  const left = parts.reduce((sum, { record }) => sum + record.requestLog.leftOut, 0)
  const sorted = all.sort((a, b) => a.startMs - b.startMs)
  return {
    requests: sorted.slice(0, MOST_REQUESTS),
    leftOut: left + Math.max(0, sorted.length - MOST_REQUESTS),
  }
}
