import type { Credential } from '../../contracts/schema/common.ts'
import { type Asker, MOST_LOOKS } from './asker.ts'
import { calledRoutes, lookAtCors } from './look/cors.ts'
import { lookAtService, type SeenService, Unreachable } from './look/service.ts'
import type { InitOptions } from './options.ts'
import type { Say } from './person.ts'
import { nameOf, platformOf, type SeenPlatform, unused } from './seen.ts'
import { credentialInWords } from './try/carriers.ts'
import { loginOf } from './try/given.ts'
import { refusalInWords } from './try/lacking.ts'
import { type SeenLogin, tryLogin } from './try/login.ts'
import { guessedRoutes, type SeenRoute, tryProtected } from './try/protected.ts'
import { openSockets, originOfSockets } from './try/sockets.ts'
import { tryWrite } from './try/write.ts'

/** Looks at a platform, one step after the other. Throws `Unreachable` with a sentence. */
export async function lookAt(options: InitOptions, asker: Asker, say: Say): Promise<SeenPlatform> {
  const services: SeenService[] = []
  const hosts = options.services.map(({ url }) => new URL(url).host)
  for (const [index, given] of options.services.entries()) {
    say('looking', `at ${given.url}`)
    asker.allow(Math.floor((MOST_LOOKS * (index + 1)) / hosts.length))
    const names = new Set([
      ...services.map(({ name }) => name),
      ...options.services.flatMap(({ name }) => name ?? []),
    ])
    const seen = await lookAtService(asker, given, hosts, (about) => unused(nameOf(about), names))
    if (seen.closed !== undefined && options.login === undefined && options.token === undefined)
      throw new Unreachable(
        `${seen.url} answers ${seen.closed} at every path: something in front of it wants credentials, and init cannot look behind it. If it is the service itself, give --login or --token.`,
      )
    describe(seen, say)
    services.push(seen)
  }
  const login =
    options.token === undefined
      ? await signIn(options, asker, services, say)
      : loginOf(options.token, services)
  const routes = login === undefined ? [] : await openRoutes(options, asker, services, login, say)
  const granted = await lookAtCors(asker, services, calledRoutes(services, login, routes))
  for (const { method, request } of granted?.routes ?? [])
    say('saw', `${request.service}: pages of ${granted?.origin} may send ${method} ${request.path}`)
  const webApp = services.find(({ name, page }) => (granted ? name === granted.origin : page))
  const sockets =
    login === undefined ? [] : await openSockets(options.sockets, services, login, webApp, say)
  const cors = granted ?? originOfSockets(sockets)
  const write = await writeOnce(options, asker, services, login, routes, say)
  return {
    platform: options.platform ?? platformOf(services),
    kind: options.kind,
    services,
    routes,
    sockets: sockets.map(({ draft }) => draft),
    ...(login && { login }),
    ...(write && { write }),
    ...(cors && { cors }),
  }
}

function describe(
  { name, health, issuer, keys, api, page, identity, revision }: SeenService,
  say: Say,
): void {
  for (const { promise } of health)
    say(
      'saw',
      `${name}: GET ${promise.path} says ${promise.body === undefined ? promise.statuses.join() : `"${promise.body.healthy.join()}"`}${dependenciesOf(promise.body)}${promise.head === undefined ? '; HEAD answers otherwise' : ''}`,
    )
  if (health.length === 0) say('note', `${name}: no health route was found`)
  if (issuer)
    say('saw', `${name}: issuer ${issuer.issuer}${keys === undefined ? ', without a key set' : ''}`)
  if (api)
    say(
      'saw',
      `${name}: OpenAPI at ${api.path}${api.title === undefined ? '' : `, "${api.title}"`}`,
    )
  if (page)
    say('saw', `${name}: a page at ${page.path}${page.title === '' ? '' : `, "${page.title}"`}`)
  for (const socket of page?.sockets ?? [])
    say('saw', `${name}: its page opens a WebSocket at ${socket}`)
  if (identity) say('saw', `${name}: names itself "${identity.is}" at GET ${identity.path}`)
  if (revision) say('saw', `${name}: revision "${revision.value}" at GET ${revision.path}`)
}

function dependenciesOf(body: SeenService['health'][number]['promise']['body']): string {
  const names = body?.dependencies?.map(({ name }) => name) ?? []
  return names.length === 0 ? '' : `, with ${names.join(', ')}`
}

async function signIn(
  { login: curl, carrier }: InitOptions,
  asker: Asker,
  services: readonly SeenService[],
  say: Say,
): Promise<SeenLogin | undefined> {
  if (curl === undefined) return undefined
  say('looking', 'at the login')
  const seen = await tryLogin(asker, curl, services)
  const login = carrier === undefined ? seen : { ...seen, carrier }
  const kind =
    login.jwt === undefined ? 'an opaque token' : `a JWT (${String(login.jwt.header.alg)})`
  say('saw', `${login.service.name}: the login gives ${kind} at ${login.asked?.places.token}`)
  if (login.wrong)
    say(
      'saw',
      `${login.service.name}: an unknown user is refused with ${login.wrong.refusal.statuses.join()}`,
    )
  if (login.refresh) say('saw', `${login.service.name}: the refresh token gives a new token`)
  for (const remark of login.remarks) say('note', remark)
  return login
}

async function openRoutes(
  { protectedPaths }: InitOptions,
  asker: Asker,
  services: readonly SeenService[],
  login: SeenLogin,
  say: Say,
): Promise<readonly SeenRoute[]> {
  const wanted =
    protectedPaths.length > 0
      ? protectedPaths.map((path) => ({ path, on: services }))
      : services.flatMap((service) =>
          guessedRoutes(service).map((path) => ({ path, on: [service] })),
        )
  const routes: SeenRoute[] = []
  for (const { path, on } of wanted) {
    say('looking', `at the protected route ${path}`)
    const reasons: string[] = []
    for (const service of on) {
      const seen = await tryProtected(asker, service, path, login)
      if ('why' in seen) reasons.push(`${service.name}: ${seen.why}`)
      else {
        routes.push(seen)
        const { withoutCredentials: none, withWrongToken: wrong, accepted } = seen.draft
        say(
          'saw',
          `${service.name}: GET ${path} ${accepted.join()} by ${credentialInWords(seen.sent)}, ${refusalInWords(none)} without a token, ${refusalInWords(wrong)} with a wrong one`,
        )
        for (const remark of seen.remarks) say('note', remark)
        break
      }
    }
    if (routes.at(-1)?.draft.request.path !== path)
      say('note', `${path} is no protected route: ${reasons.join('; ')}`)
    if (protectedPaths.length === 0 && routes.length > 0) break
  }
  return routes
}

async function writeOnce(
  { write, remove }: InitOptions,
  asker: Asker,
  services: readonly SeenService[],
  login: SeenLogin | undefined,
  routes: readonly SeenRoute[],
  say: Say,
) {
  if (write === undefined || remove === undefined) return undefined
  say('looking', 'at one thing that is written and removed')
  const sent: Credential = routes[0]?.sent ?? login?.carrier ?? { by: 'bearer' }
  const seen = await tryWrite(asker, { write, remove }, services, login && { seen: login, sent })
  if ('why' in seen) {
    say('note', seen.why)
    return undefined
  }
  say('saw', `it is created, ${seen.journey.steps.length > 1 ? 'read again ' : ''}and removed`)
  return seen
}
