import type { CheckRecord } from '../../record/check-record.ts'
import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/quote.ts'
import { type Html, html } from './escape.ts'

/** Units of the picture, which are CSS pixels at its full size. */
const WIDTH = 400
const ROW = 64
const BOX = { x: 140, width: 190, height: 44 }
const RUN = { x: 4, width: 76, height: 44 }
/** More services make no picture that anybody takes in. */
const MOST_NODES = 24

interface Node {
  readonly name: string
  readonly state: 'good' | 'broken' | 'waits' | 'unknown'
  readonly words: string
}

/** Layers that fail between this run and a service; a deeper fault lies in the service, or between it and what it needs. */
const ON_THE_WAY: ReadonlySet<string> = new Set(['dns', 'tcp', 'tls', 'http', 'edge'])
/** Layers that fail between a service and another that it needs. */
const BETWEEN: ReadonlySet<string> = new Set(['trust', 'dependency'])

/** The services and what they need of each other, with the broken edge or the broken service in red. */
export function serviceMap({ run, checks, rootCauses }: RunRecord): Html {
  const services = run.targets.slice(0, MOST_NODES)
  if (services.length === 0) return html``
  const needed = externals(rootCauses, new Set(services.map(({ service }) => service)))
  const nodes = [
    ...services.map(({ service }) => nodeOf(service, checks, rootCauses)),
    ...needed.map((name): Node => ({ name, state: 'broken', words: 'needed, and down' })),
  ].slice(0, MOST_NODES)
  const rowOf = new Map(nodes.map(({ name }, at) => [name, at]))
  const height = nodes.length * ROW
  const broken = brokenEdges(rootCauses, run.issuer)
  const edges = services.flatMap(({ service, dependsOn = [] }) =>
    dependsOn.map((other) => [service, other] as const),
  )
  const all = [
    ...new Map([...edges, ...broken.between].map((edge) => [edge.join('\n'), edge])).values(),
  ]
  const isBroken = new Set(broken.between.map((edge) => edge.join('\n')))
  return html`<section class="map" aria-labelledby="map-title"><h2 id="map-title">Services</h2>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${inWords(nodes, broken)}">
<rect class="node run" x="${RUN.x}" y="${height / 2 - RUN.height / 2}" width="${RUN.width}" height="${RUN.height}" rx="6"/><text class="name" x="${RUN.x + RUN.width / 2}" y="${height / 2 + 5}" text-anchor="middle">this run</text>
${services.flatMap(({ service }) => {
  const row = rowOf.get(service)
  return row === undefined ? [] : reach(row, height, broken.reach.has(service))
})}
${all.flatMap((edge) => {
  const [from, to] = edge.map((name) => rowOf.get(name))
  return from === undefined || to === undefined || from === to
    ? []
    : arc(from, to, isBroken.has(edge.join('\n')))
})}
${nodes.map(box)}
</svg></section>`
}

function nodeOf(name: string, checks: readonly CheckRecord[], causes: readonly RootCause[]): Node {
  const own = checks.filter(({ part }) => part === name)
  const count = (status: CheckRecord['status']) =>
    own.filter((check) => check.status === status).length
  const isCause = causes.some(({ service }) => service === name)
  const [failed, blocked, passed] = [
    count('failed'),
    count('blocked'),
    count('passed') + count('warned'),
  ]
  const words = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    ...(passed > 0 ? [`${passed} kept`] : []),
  ].join(', ')
  const state =
    isCause || failed > 0 ? 'broken' : blocked > 0 ? 'waits' : passed > 0 ? 'good' : 'unknown'
  return { name, state, words: words === '' ? 'nothing judged' : words }
}

interface Broken {
  /** Services that this run does not reach. */
  readonly reach: ReadonlySet<string>
  /** Services that do not work together, the one in need first. */
  readonly between: readonly (readonly [string, string])[]
}

function brokenEdges(causes: readonly RootCause[], issuer: string | undefined): Broken {
  const reach = new Set<string>()
  const between: (readonly [string, string])[] = []
  for (const { code, service, findings } of causes) {
    const [layer = ''] = code.split('.')
    if (ON_THE_WAY.has(layer)) reach.add(service)
    const other = findings[0]?.subject ?? (layer === 'trust' ? issuer : undefined)
    if (BETWEEN.has(layer) && other !== undefined && other !== service)
      between.push([service, other])
  }
  return { reach, between }
}

/** What services need, are said to be down, and are no services of the contract: a database, a queue. */
function externals(causes: readonly RootCause[], known: ReadonlySet<string>): readonly string[] {
  const names = causes.flatMap(({ code, findings }) =>
    code === 'dependency.down' ? findings.flatMap(({ subject }) => subject ?? []) : [],
  )
  return [...new Set(names)].filter((name) => !known.has(name)).slice(0, 6)
}

function middle(row: number): number {
  return row * ROW + ROW / 2
}

function reach(row: number, height: number, isBroken: boolean): Html {
  const [x1, y1, x2, y2] = [RUN.x + RUN.width, height / 2, BOX.x, middle(row)]
  const half = (x1 + x2) / 2
  return html`<path class="edge${isBroken ? ' broken' : ''}" d="M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}"/>${isBroken ? cross(half, (y1 + y2) / 2) : undefined}`
}

function arc(from: number, to: number, isBroken: boolean): Html {
  const x = BOX.x + BOX.width
  const out = x + Math.min(62, 26 + 14 * Math.abs(from - to))
  const shift = from < to ? 8 : -8
  const [y1, y2] = [middle(from) + shift, middle(to) - shift]
  return html`<path class="edge needs${isBroken ? ' broken' : ''}" d="M${x} ${y1}C${out} ${y1} ${out} ${y2} ${x + 5} ${y2}"/><path class="head${isBroken ? ' broken' : ''}" d="M${x} ${y2}l8 -4v8z"/>${isBroken ? cross((x + 3 * out) / 4, (y1 + y2) / 2) : undefined}`
}

function cross(x: number, y: number): Html {
  return html`<path class="cross" d="M${x - 6} ${y - 6}l12 12m0 -12l-12 12"/>`
}

function box({ name, state, words }: Node, row: number): Html {
  const y = middle(row) - BOX.height / 2
  const x = BOX.x + BOX.width / 2
  return html`<rect class="node ${state}" x="${BOX.x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6"/><text class="name" x="${x}" y="${y + 19}" text-anchor="middle">${bounded(name, 20)}</text><text class="words" x="${x}" y="${y + 35}" text-anchor="middle">${words}</text>`
}

function inWords(nodes: readonly Node[], { reach, between }: Broken): string {
  return [
    ...nodes.map(({ name, words }) => `${bounded(name, 60)}: ${words}`),
    ...[...reach].map((name) => `this run does not reach ${bounded(name, 60)}`),
    ...between.map(
      ([from, to]) => `${bounded(from, 60)} and ${bounded(to, 60)} do not work together`,
    ),
  ].join('; ')
}
