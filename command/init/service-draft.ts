import { quote } from '../../helpers/text/quote.ts'
import { type Comments, type Draft, issuerText, type RouteDraft, urlVariableOf } from './draft.ts'
import { otherWordOf } from './look/health-words.ts'
import type { SeenService } from './look/service.ts'
import type { SeenPlatform } from './seen.ts'

/** What one service promises, as it was seen. */
export function serviceDraft(
  service: SeenService,
  seen: SeenPlatform,
  comments: Comments,
): Draft['services'][number] {
  const { identity, revision, issuer } = service
  const health = service.health.map(({ promise, answer, preset }) => {
    if (preset) comments.shorten(promise, preset)
    comments.add(promise, `seen: GET ${promise.path} ${answer.status} ${quote(answer.text, 100)}`)
    const other = promise.body === undefined ? otherWordOf(answer) : undefined
    if (other !== undefined)
      comments.add(
        promise,
        `left out: ${quote(other, 40)} does not mean well; init again when it is well`,
      )
    if (promise.body?.dependencies !== undefined)
      comments.add(
        promise,
        preset === undefined
          ? "guessed: every dependency is required; one that users can do without is need: 'optional'"
          : "guessed: every dependency is required; one that users can do without is { name, need: 'optional' }",
      )
    return promise
  })
  const proof = identity && { ...identity, is: [issuerText(identity.is, service)] }
  if (proof && issuer === undefined) comments.add(proof, 'guessed: the name stays the same')
  const place = revision && { path: revision.path, at: revision.at }
  if (place)
    comments.add(place, `seen: ${quote(revision?.value ?? '', 60)}; --expect-revision compares it`)
  const routes = seen.routes.filter((route) => route.service === service).map(({ draft }) => draft)
  const needs = neededBy(service, seen)
  const draft = {
    name: service.name,
    urlVariable: urlVariableOf(service.name),
    ...(needs.length > 0 && { dependsOn: needs.map(({ name }) => name) }),
    health: health.length > 0 ? health : lastResort(service, routes, comments),
    identity: proof ? [proof] : [],
    revision: place ? [place] : [],
    protectedRoutes: routes,
  }
  for (const { name, why } of needs)
    comments.add(draft, `guessed: it depends on ${name}, since ${why}`)
  if (service.contact !== undefined)
    comments.add(draft, `contact, as security.txt says: ${service.contact}`)
  return draft
}

/** The other services that a service cannot do without, as far as looking shows. */
function neededBy(
  service: SeenService,
  { services, login, routes }: SeenPlatform,
): readonly { readonly name: string; readonly why: string }[] {
  const named = service.health.flatMap(({ promise }) =>
    (promise.body?.dependencies ?? []).map(({ name }) => name.toLowerCase()),
  )
  const isUser = routes.some((route) => route.service === service)
  return services.flatMap((other) => {
    if (other === service) return []
    if (named.includes(other.name)) return [{ name: other.name, why: 'its health names it' }]
    const host = new URL(other.url).host
    if (service.page?.hosts.includes(host) === true)
      return [{ name: other.name, why: 'its page calls it' }]
    return isUser && login?.service === other
      ? [{ name: other.name, why: 'it accepts the tokens of it' }]
      : []
  })
}

/** A service without a health route is asked for a document that it must have, for a route that refuses everybody, or at its base. */
function lastResort(
  { issuer, base, page, api }: SeenService,
  [route]: readonly RouteDraft[],
  comments: Comments,
): Draft['services'][number]['health'] {
  const guessed = 'guessed: no health route was found; a status alone says little'
  const path = issuer?.path ?? page?.path ?? api?.path ?? (base && '/')
  const promise =
    path !== undefined
      ? { path, statuses: [200] }
      : route && { path: route.request.path, statuses: statusesOf(route.withoutCredentials) }
  if (promise === undefined) return []
  const answers = { id: 'answers', role: 'readiness' as const, ...promise }
  comments.add(answers, guessed)
  return [answers]
}

/** A refusal that lacks the content has a good status. */
function statusesOf({ statuses, lacks }: RouteDraft['withoutCredentials']): number[] {
  return lacks === undefined ? statuses : [200, ...statuses]
}

/** The page of a service, with the services that it names. */
export function pageDraft(
  { name, page }: SeenService,
  services: readonly SeenService[],
): Draft['pages'] {
  if (page === undefined) return []
  const calls = services
    .filter((other) => other.name !== name && page.hosts.includes(new URL(other.url).host))
    .map((other) => other.name)
  return [
    {
      service: name,
      path: page.path,
      ...(page.title !== '' && { title: page.title }),
      ...(calls.length > 0 && { calls }),
    },
  ]
}
