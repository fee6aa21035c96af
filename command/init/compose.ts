import { lookUpJson } from '../../helpers/promise/where.ts'
import { quote } from '../../helpers/text/quote.ts'
import { tokenTimes } from '../../helpers/tokens/decode-token.ts'
import { Comments, type Draft, type DraftVariable, urlVariableOf, type WayDraft } from './draft.ts'
import { jwtOf } from './jwt-draft.ts'
import type { SeenPlatform } from './seen.ts'
import { pageDraft, serviceDraft } from './service-draft.ts'
import type { SeenLogin } from './try/login.ts'
import type { CurlValue } from './try/request-of-curl.ts'
import { unitOf } from './try/token-in.ts'

/** A contract from what was seen, with a comment above all that was guessed, and the values of its variables. */
export interface Composed {
  readonly draft: Draft
  readonly comments: Comments
  /** URLs and names, for the env file. */
  readonly values: Readonly<Record<string, string>>
  /** Secrets, for the file beside it that is never committed. */
  readonly secrets: Readonly<Record<string, string>>
}

export function compose(seen: SeenPlatform): Composed {
  const comments = new Comments()
  const taken = [...(seen.login?.taken ?? []), ...(seen.write?.taken ?? [])]
  const draft: Draft = {
    platform: seen.platform,
    variables: [
      ...seen.services.map(({ name, url }) => urlVariable(name, url)),
      ...[...new Map(taken.map((one) => [one.name, one])).values()].map(variableOf),
    ],
    services: seen.services.map((service) => serviceDraft(service, seen, comments)),
    sockets: [...seen.sockets],
    journeys: seen.write === undefined ? [] : [seen.write.journey],
    pages: seen.services.flatMap((service) => pageDraft(service, seen.services)),
  }
  if (seen.cors !== undefined) {
    draft.cors = seen.cors
    comments.add(
      seen.cors,
      seen.cors.routes.length === 0
        ? 'seen: no handshake without an Origin is let in; guessed: the web app has this one. Name the service of your page here'
        : 'seen: the preflights of these requests are granted to the origin of the page; guessed: the page sends them',
    )
  }
  if (seen.login !== undefined) addTokens(draft, seen.login, seen, comments)
  const pick = (kind: CurlValue['kind']) =>
    Object.fromEntries(
      taken.filter((one) => one.kind === kind).map(({ name, value }) => [name, value]),
    )
  return {
    draft,
    comments,
    values: {
      ...Object.fromEntries(seen.services.map(({ name, url }) => [urlVariableOf(name), url])),
      ...pick('text'),
    },
    secrets: pick('secret'),
  }
}

function urlVariable(name: string, url: string): DraftVariable {
  return {
    name: urlVariableOf(name),
    meaning: `the URL of ${name}`,
    example: url,
    kind: 'url',
    presence: 'required',
  }
}

function variableOf({ name, kind }: CurlValue): DraftVariable {
  const words = name.toLowerCase().replaceAll('_', ' ')
  const example = kind === 'secret' ? 'blue-harbor-7-quiet-lantern' : 'smoke@example.com'
  return {
    name,
    meaning: `the ${words.replace(/^login /, '')} that init ${words.startsWith('api ') ? 'was given' : 'signed in with'}`,
    example,
    kind,
    presence: 'required',
  }
}

function addTokens(draft: Draft, login: SeenLogin, seen: SeenPlatform, comments: Comments): void {
  const { service, refresh, wrong } = login
  const way = wayOf(login, comments)
  const sent = seen.routes[0]?.sent ?? login.carrier
  const leftOut = Object.fromEntries(
    seen.routes.flatMap(({ odd }) =>
      odd.map(({ id, status }) => [id, `answered with ${status} when init looked`]),
    ),
  )
  const jwt = jwtOf(login, seen.services, draft, comments)
  const tokens: NonNullable<Draft['tokens']> = {
    issuer: service.name,
    ways: [way],
    ...(sent !== undefined && sent.by !== 'bearer' && { sent }),
    ...(jwt && { jwt }),
    ...(refresh && { refresh: { request: refresh, token: login.asked?.places.token ?? '' } }),
    ...(Object.keys(leftOut).length > 0 && { leftOut }),
    wrongCredentials: wrong === undefined ? [] : [wrong],
  }
  draft.tokens = tokens
  for (const remark of login.remarks) comments.add(tokens, `left out: ${remark}`)
  if (login.jwt === undefined)
    comments.add(tokens, 'seen: the token is opaque, so nothing is promised of its content')
}

/** How the run gets its token, as init got it. */
function wayOf({ asked, variable = '', jwt }: SeenLogin, comments: Comments): WayDraft {
  if (asked === undefined)
    return { id: 'given', title: 'given token', source: { from: 'variable', variable } }
  const { request, answer } = asked
  const { expiresIn, ...places } = asked.places
  const lifetime = jwt && tokenTimes(jwt, new Date()).lifetimeSeconds
  const isSeconds = expiresIn !== undefined && unitOf(answer, expiresIn, lifetime) === 'seconds'
  const way: WayDraft = {
    id: 'login',
    title: request.form?.grant_type?.replaceAll('_', ' ') ?? 'login',
    source: { from: 'request', request, ...places, ...(isSeconds && { expiresIn }) },
  }
  if (expiresIn !== undefined && !isSeconds)
    comments.add(
      way,
      `left out: expiresIn: '${expiresIn}', which says ${quote(String(lookUpJson(answer.json, expiresIn)), 20)} where the token lives ${lifetime} s`,
    )
  return way
}
