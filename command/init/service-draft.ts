import { quote } from '../../helpers/text/quote.ts'
import type { Seen } from './compose.ts'
import { type Comments, type Draft, issuerText, urlVariableOf } from './draft.ts'
import { otherWordOf } from './look/health-words.ts'
import type { SeenService } from './look/service.ts'

/** What one service promises, as it was seen. */
export function serviceDraft(
  service: SeenService,
  seen: Seen,
  comments: Comments,
): Draft['services'][number] {
  const { identity, revision, issuer } = service
  const health = service.health.map(({ promise, answer }) => {
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
        "guessed: every dependency is required; one that users can do without is need: 'optional'",
      )
    return promise
  })
  const proof = identity && { ...identity, is: [issuerText(identity.is, service)] }
  if (proof && issuer === undefined) comments.add(proof, 'guessed: the name stays the same')
  const place = revision && { path: revision.path, at: revision.at }
  if (place)
    comments.add(place, `seen: ${quote(revision?.value ?? '', 60)}; --expect-revision compares it`)
  const routes = seen.routes.filter((route) => route.service === service).map(({ draft }) => draft)
  const draft = {
    name: service.name,
    urlVariable: urlVariableOf(service.name),
    health: health.length > 0 ? health : lastResort(service, comments),
    identity: proof ? [proof] : [],
    revision: place ? [place] : [],
    protectedRoutes: routes,
  }
  if (service.contact !== undefined)
    comments.add(draft, `contact, as security.txt says: ${service.contact}`)
  return draft
}

/** A service without a health route is asked for a document that it must have, else for its base. */
function lastResort(
  { issuer, base, page }: SeenService,
  comments: Comments,
): Draft['services'][number]['health'] {
  const path = issuer?.path ?? page?.path ?? (base && '/')
  if (path === undefined) return []
  const promise = { id: 'answers', path, role: 'readiness' as const, statuses: [200] }
  comments.add(promise, 'guessed: no health route was found; a status alone says little')
  return [promise]
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
