import type { CauseName, Comparison } from '../../record/run-record.ts'
import { counted, listSome } from '../../text/words.ts'
import { bySuite } from './status-words.ts'

/** More root causes of a kind than this are counted. */
const CAUSES_MAX = 10

/** The kinds of news, in the order in which a reader wants them, and what each is called. */
const KINDS = [
  ['new', 'new'],
  ['still', 'still so'],
  ['fixed', 'fixed'],
  ['unseen', 'no longer seen, and not looked for'],
] as const

/** `since run 2603021405-9c41f2 of 2026-03-02T14:05:00.000Z`. */
export function sinceWords({ earlier }: Comparison): string {
  const { runId, startedAt, place } = earlier
  return `since run ${runId} of ${startedAt}${place === undefined ? '' : ` from ${place}`}`
}

/** What changed since the earlier run, a line for each root cause and one for each kind of change of the checks. */
export function comparisonLines({ causes, checks }: Comparison): readonly string[] {
  const lines = [
    ...KINDS.flatMap(([kind, words]) => causeLines(words, causes[kind])),
    ...KINDS.flatMap(([kind, words]) =>
      checks[kind].length === 0
        ? []
        : [`${counted(checks[kind].length, 'check')} ${words}: ${bySuite(checks[kind])}`],
    ),
  ]
  return lines.length === 0 ? ['nothing was broken then, and nothing is now'] : lines
}

function causeLines(words: string, causes: readonly CauseName[]): readonly string[] {
  const more = causes.length - CAUSES_MAX
  return [
    ...causes
      .slice(0, CAUSES_MAX)
      .map(({ code, service, summary }) => `${words}: ${code} (${service}): ${summary}`),
    ...(more > 0 ? [`${words}: ${counted(more, 'more root cause')}`] : []),
  ]
}

/** In one line, for where there is no room for more: `1 new and 2 fixed root causes since run …`. */
export function comparisonInShort(comparison: Comparison): string {
  const counts = KINDS.flatMap(([kind, words]) => {
    const count = comparison.causes[kind].length
    return count === 0 ? [] : [`${count} ${words}`]
  })
  return `root causes ${sinceWords(comparison)}: ${counts.length === 0 ? 'none then, none now' : listSome(counts)}`
}
