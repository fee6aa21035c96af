import type { CheckStatus } from '../../helpers/record/check-record.ts'
import { type Evidence, type Finding, saw } from '../../helpers/record/finding.ts'
import type { RootCause } from '../../helpers/record/run-record.ts'
import { grouped } from '../../helpers/text/grouped.ts'
import { counted, listSome } from '../../helpers/text/words.ts'
import type { Counted } from './parts.ts'

/** Places that a sentence names. */
const NAMED_MAX = 6

/** The id of a check in the merged record. */
export function idAt(id: string, place: string): string {
  return `${id}@${place}`
}

/** A root cause as one place saw it. */
interface Sighting {
  readonly place: string
  readonly cause: RootCause
}

/** Causes of one code and service are one, wherever they were seen; each says from where it was, and from where it was not. */
export function mergeCauses(
  parts: readonly Counted[],
  kind: 'rootCauses' | 'warnings',
): readonly RootCause[] {
  const seen = grouped(
    parts.flatMap(({ place, record }) => record[kind].map((cause) => ({ place, cause }))),
    ({ cause: { code, service } }) => `${code} ${service}`,
  )
  const statuses = statusesOf(parts)
  // What more places see comes first; within that, the order of the places, which is that of their layers.
  return [...seen.values()]
    .map((sightings, at) => ({ sightings, at }))
    .sort((a, b) => b.sightings.length - a.sightings.length || a.at - b.at)
    .flatMap(({ sightings }) => mergeOne(sightings, parts, statuses))
}

function mergeOne(
  sightings: readonly Sighting[],
  parts: readonly Counted[],
  statuses: ReadonlyMap<string, ReadonlyMap<string, CheckStatus>>,
): readonly RootCause[] {
  const [first] = sightings
  if (first === undefined) return []
  const { code, service } = first.cause
  const summaries = [...new Set(sightings.map(({ cause }) => cause.summary))]
  return [
    {
      code,
      service,
      summary: `${first.cause.summary}, ${seenFrom(sightings, parts, statuses)}`,
      evidence: [
        ...sightings
          .slice(0, NAMED_MAX)
          .map(({ place, cause }) => sightingWords(place, cause, summaries)),
        ...unique(sightings.flatMap(({ cause }) => cause.evidence)),
      ],
      causes: unique(sightings.flatMap(({ cause }) => cause.causes)),
      nextSteps: unique(sightings.flatMap(({ cause }) => cause.nextSteps)),
      blocks: sightings.flatMap(({ place, cause }) => cause.blocks.map((id) => idAt(id, place))),
      fails: sightings.flatMap(({ place, cause }) => cause.fails.map((id) => idAt(id, place))),
      explains: unique(sightings.flatMap(({ cause }) => cause.explains)),
      findings: sightings.flatMap(({ place, cause }) =>
        cause.findings.map((finding) => from(place, finding)),
      ),
      // One place that could decide is enough.
      ...(sightings.every(({ cause }) => cause.undecided === true) && { undecided: true }),
    },
  ]
}

function sightingWords(
  place: string,
  { summary, fails, blocks }: RootCause,
  summaries: readonly string[],
): Evidence {
  const own = summaries.length > 1 ? `: ${summary}` : ''
  return saw(
    `from ${place}: fails ${counted(fails.length, 'check')}, blocks ${counted(blocks.length, 'check')}${own}`,
  )
}

function from(place: string, finding: Finding): Finding {
  return { ...finding, promise: `${finding.promise}, from ${place}` }
}

function unique<T>(items: readonly T[]): readonly T[] {
  const seen = new Map(items.map((item) => [JSON.stringify(item), item]))
  return [...seen.values()]
}

function statusesOf(
  parts: readonly Counted[],
): ReadonlyMap<string, ReadonlyMap<string, CheckStatus>> {
  return new Map(
    parts.map(({ place, record }) => [
      place,
      new Map(record.checks.map(({ id, status }) => [id, status])),
    ]),
  )
}

const KEPT: ReadonlySet<CheckStatus | undefined> = new Set(['passed', 'warned'])
const BROKEN: ReadonlySet<CheckStatus | undefined> = new Set(['failed', 'error', 'blocked'])

/**
 * `from europe-west1 only`, `from a and b, and not from c`, `from all 3 places`. Only a place that kept promises which
 * the cause broke elsewhere, and none of them is broken there, is said to be free of it.
 */
function seenFrom(
  sightings: readonly Sighting[],
  parts: readonly Counted[],
  statuses: ReadonlyMap<string, ReadonlyMap<string, CheckStatus>>,
): string {
  const places = sightings.map(({ place }) => place)
  if (places.length === parts.length)
    return parts.length === 1 ? `from ${places[0]}` : `from all ${parts.length} places`
  const failed = unique(sightings.flatMap(({ cause }) => cause.fails))
  const blocked = unique(sightings.flatMap(({ cause }) => cause.blocks))
  const others = parts.map(({ place }) => place).filter((place) => !places.includes(place))
  const isFree = (place: string) => {
    const statusOf = (id: string) => statuses.get(place)?.get(id)
    const looked = failed.length > 0 ? failed : blocked
    return (
      looked.some((id) => KEPT.has(statusOf(id))) &&
      ![...failed, ...blocked].some((id) => BROKEN.has(statusOf(id)))
    )
  }
  const blind = others.filter((place) => !isFree(place))
  const seen = `from ${listSome(places, NAMED_MAX)}`
  if (blind.length === 0) return `${seen} only`
  const free = others.filter(isFree)
  return [
    seen,
    ...(free.length > 0 ? [`and not from ${listSome(free, NAMED_MAX)}`] : []),
    `while ${listSome(blind, NAMED_MAX)} did not see whether`,
  ].join(', ')
}
