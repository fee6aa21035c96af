import type { RequestRecord } from '../../record/check-record.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { counted, duration } from '../../text/words.ts'

/** More lines than this say no more about why a run was stopped. */
const LINES_MAX = 8

/** The fault of a request that was under way when the run was stopped. */
const STOPPED = 'own.cancelled'

/** What had not answered when a run was stopped, the longest first: a run is stopped because of these. */
export function unanswered({ exitCode, requestLog }: RunRecord): readonly string[] {
  if (exitCode !== 130) return []
  const open = requestLog.requests
    .filter(({ fault }) => fault === STOPPED)
    .map((request) => ({ ...request, waitedMs: waitedMs(request) }))
    .sort((a, b) => b.waitedMs - a.waitedMs)
  const more = open.length - LINES_MAX
  return [
    ...open
      .slice(0, LINES_MAX)
      .map(
        ({ method, url, service, waitedMs: ms }) =>
          `${method} ${url}${service === undefined ? '' : ` of ${service}`}: ${duration(ms)} without an answer`,
      ),
    ...(more > 0 ? [`and ${counted(more, 'more request')}`] : []),
  ]
}

function waitedMs({ phases: { turn: _, ...sent } }: RequestRecord): number {
  return Object.values(sent).reduce((sum, ms) => sum + ms, 0)
}
