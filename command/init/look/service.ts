import { redirectTo } from '../../../helpers/diagnosis/judges/health/answer-signs.ts'
import { type Edge, recogniseEdge } from '../../../helpers/diagnosis/judges/health/edge-of.ts'
import type { Answer, NoAnswer } from '../../../helpers/http/exchange.ts'
import { isLoopback } from '../../../helpers/url/is-loopback.ts'
import type { Asker } from '../asker.ts'
import {
  type ApiDocument,
  type IssuerDocument,
  lookForApi,
  lookForContact,
  lookForIssuer,
} from './documents.ts'
import { lookForHealth, type SeenHealth } from './health.ts'
import { identityIn, revisionIn } from './identity.ts'
import { lookAtPage, type SeenPage } from './page.ts'

/** What looking showed of one service. */
export interface SeenService {
  readonly name: string
  readonly url: string
  readonly health: readonly SeenHealth[]
  readonly issuer?: IssuerDocument
  /** The key set of the issuer, where it has one. */
  readonly keys?: Answer
  readonly api?: ApiDocument
  readonly page?: SeenPage
  readonly contact?: string
  readonly identity?: { readonly path: string; readonly at: string; readonly is: string }
  readonly revision?: { readonly path: string; readonly at: string; readonly value: string }
  /** The answer at the base URL, when it is a plain one: the last resort of a health route. */
  readonly base?: Answer
  /** The status of every path that was asked, where it is 401 or 403: nothing shows without credentials. */
  readonly closed?: number
}

/** What its name is made of. */
export type AboutService = Pick<SeenService, 'identity' | 'issuer' | 'page' | 'url'>

/** A service as the command line names it; without a name, looking finds one. */
export interface GivenService {
  readonly name?: string
  readonly url: string
}

/** A service that cannot be looked at; `message` is a whole sentence. */
export class Unreachable extends Error {}

/** Where services say their version beside health. */
const ABOUT = ['/version', '/info']

/** Looks at one service from outside. Throws `Unreachable` for a dead host, a sign-in wall or a redirect to another host. */
export async function lookAtService(
  asker: Asker,
  given: GivenService,
  hosts: readonly string[],
  nameFor: (seen: AboutService) => string,
): Promise<SeenService> {
  const { url, base, edge } = await standing(asker, given.url)
  const [elsewhere, issuer, api, contact] = await Promise.all([
    asker.look(url, '/post-deploy-smoke-nothing-here'),
    lookForIssuer(asker, url),
    lookForApi(asker, url),
    lookForContact(asker, url),
  ])
  const [health, keys, page] = await Promise.all([
    lookForHealth(asker, url, api?.health ?? [], elsewhere),
    issuer?.jwksUri === undefined ? undefined : asker.look(issuer.jwksUri, ''),
    lookAtPage(asker, url, base, hosts),
  ])
  if (edge !== undefined && health.length === 0 && issuer === undefined && api === undefined)
    throw new Unreachable(answeredBy(edge, given.url, base))
  const answers = [
    ...health.map(({ promise, answer }) => ({ path: promise.path, answer })),
    { path: '/', answer: base },
  ]
  const revision = revisionIn(answers) ?? revisionIn(await lookAbout(asker, url, elsewhere))
  const identity = identityIn(answers, { url, ...(issuer && { issuer }), ...(api && { api }) })
  const isPlain = base.status === 200
  const isClosed =
    [401, 403].includes(base.status) && elsewhere?.status === base.status && health.length === 0
  return {
    url,
    name:
      given.name ??
      nameFor({
        url,
        ...(identity && { identity }),
        ...(issuer && { issuer }),
        ...(page && { page }),
      }),
    health,
    ...(issuer && { issuer }),
    ...(keys?.status === 200 && { keys }),
    ...(api && { api }),
    ...(page && { page }),
    ...(contact !== undefined && { contact }),
    ...(identity && { identity }),
    ...(revision && { revision }),
    ...(isPlain && { base }),
    ...(isClosed && issuer === undefined && api === undefined && { closed: base.status }),
  }
}

async function lookAbout(asker: Asker, url: string, elsewhere: Answer | undefined) {
  const answers = await Promise.all(
    ABOUT.map(async (path) => ({ path, answer: await asker.look(url, path) })),
  )
  return answers.flatMap(({ path, answer }) =>
    answer === undefined || answer.status !== 200 || answer.text === elsewhere?.text
      ? []
      : [{ path, answer }],
  )
}

/** Redirects that are followed to the address that a service really has, each of the same host. */
const MOST_REDIRECTS = 3

/** Where a service is looked at. */
interface Standing {
  readonly url: string
  /** The answer there. */
  readonly base: Answer
  /** A gateway that has no route for `/`; it may have one for others. */
  readonly edge?: Edge
}

/** The URL at which the service answers itself, or the gateway that has a route to it. */
async function standing(asker: Asker, given: string): Promise<Standing> {
  let url = given
  for (let step = 0; step <= MOST_REDIRECTS; step += 1) {
    const exchange = await asker.reach(url, '/')
    if (exchange.kind === 'no-answer') throw new Unreachable(noAnswer(given, exchange))
    const edge = recogniseEdge(exchange)
    if (edge?.means === 'missing') return { url, base: exchange, edge }
    if (edge !== undefined) throw new Unreachable(answeredBy(edge, given, exchange))
    const to = redirectTo(exchange)
    if (to === undefined || to.host === new URL(url).host) {
      // A redirect within the host is the app's own: to its page, or to its sign-in.
      if (to !== undefined && to.protocol !== new URL(url).protocol) url = withProtocol(url, to)
      else return { url, base: exchange }
    } else if (isSameName(to, new URL(url))) url = to.origin
    else
      throw new Unreachable(
        `${given} redirects to ${to.origin}: give that URL, if it is the service; a host that signs people in is a wall that init cannot look behind.`,
      )
  }
  throw new Unreachable(`${given} redirects again and again.`)
}

function answeredBy(edge: Edge, given: string, { status }: Answer): string {
  return `${given} is answered by ${edge.name}, and not by the service: ${status}. If a sign-in wall stands there, init cannot look behind it; if the service is not deployed yet, deploy it first.`
}

function withProtocol(url: string, to: URL): string {
  const moved = new URL(url)
  moved.protocol = to.protocol
  return moved.href.replace(/\/+$/, '')
}

/** `example.com` and `www.example.com`, or another port of the same loopback host. */
function isSameName(to: URL, from: URL): boolean {
  const bare = (host: string) => host.replace(/^www\./, '')
  return (
    bare(to.hostname) === bare(from.hostname) ||
    (isLoopback(to.hostname) && isLoopback(from.hostname) && to.port === from.port)
  )
}

function noAnswer(url: string, { detail }: NoAnswer): string {
  return `${url} does not answer: ${detail}.`
}
