import type { RunRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { printable } from '../../text/printable.ts'
import { causeLines } from '../words/cause-lines.ts'
import { RUN_PROMISE, unheld } from '../words/unheld.ts'
import type { CtrfTest } from './ctrf-test.ts'
import { wholeMs } from './whole-ms.ts'

const TEXT_MAX = 4000

/** Tests that stand for no check: a consumer that only counts must not take a run that judged nothing for a good one. */
export function runTests(record: RunRecord, startedAtMs: number): readonly CtrfTest[] {
  const { causes, run } = unheld(record)
  const stop = startedAtMs + wholeMs(record.run.durationMs)
  const red = {
    status: 'failed',
    rawStatus: 'failed',
    duration: 0,
    start: stop,
    stop,
    ...(record.exitCode !== 1 && { tags: ['could-not-judge'] }),
  } as const
  return [
    ...causes.map((cause): CtrfTest => {
      const { code, service, summary } = cause
      return {
        ...red,
        name: text(`run: ${service} ${code}`),
        suite: ['run', text(service)],
        message: text(`${code} (${service}): ${summary}`),
        trace: causeLines(cause).map(text).join('\n'),
        extra: { id: text(`run/${service}/${code}`), code, service: text(service) },
      }
    }),
    ...(run === 'red'
      ? [
          {
            ...red,
            name: `run: ${RUN_PROMISE}`,
            suite: ['run', 'verdict'],
            message: text(record.headline),
            extra: { id: 'run/verdict/ends' },
          },
        ]
      : []),
  ]
}

function text(raw: string): string {
  return printable(bounded(raw, TEXT_MAX))
}
