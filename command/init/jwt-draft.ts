import { lookUpJson } from '../../helpers/promise/where.ts'
import { tokenTimes } from '../../helpers/tokens/decode-token.ts'
import { type Comments, type Draft, issuerText, type JwtDraft } from './draft.ts'
import type { SeenService } from './look/service.ts'
import type { SeenLogin } from './try/login.ts'
import { serviceOfCurl } from './try/request-of-curl.ts'

/** Claims with a meaning that all know (RFC 7519 §4.1, RFC 9068 §2.2). */
const REGISTERED = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'client_id', 'scope']

/** Claims that name a user, the registered one first. */
const SUBJECTS = ['sub', 'user_id', 'userId', 'uid', 'username', 'name', 'email', 'id']

/** What is promised of a JWT: what was seen, with a comment above what was guessed. Undefined where too little is known. */
export function jwtOf(
  login: SeenLogin,
  services: readonly SeenService[],
  draft: Draft,
  comments: Comments,
): JwtDraft | undefined {
  const { jwt, service } = login
  if (jwt === undefined) return undefined
  const leave = (why: string) => {
    if (login.asked)
      comments.add(login.asked.request, `left out: the content of the JWT, since ${why}`)
    return undefined
  }
  const times = tokenTimes(jwt, new Date())
  const lifetimeSeconds = times.lifetimeSeconds ?? wholeSeconds(times.remainingSeconds)
  if (lifetimeSeconds === undefined) return leave('it has no exp, and so no lifetime')
  const key = keyOf(login, services, draft)
  if (key === undefined) return leave('no key set was found that holds its key')
  const { payload } = jwt
  const subject = SUBJECTS.find((claim) => typeof payload[claim] === 'string')
  if (subject === undefined) return leave('no claim names the user')
  const promise: JwtDraft = {
    algorithms: [String(jwt.header.alg)],
    key,
    present: REGISTERED.filter((claim) => payload[claim] !== undefined),
    values: (['iss', 'aud'] as const).flatMap((claim) => {
      const value = payload[claim]
      const [only, more] = Array.isArray(value) ? value : [value]
      if (typeof only !== 'string' || more !== undefined) return []
      return [{ claim, is: [claim === 'iss' ? issuerText(only, service) : only] }]
    }),
    ...(subject !== 'sub' && { subject }),
    lifetimeSeconds,
  }
  comments.add(
    promise,
    `seen: ${lifetimeSeconds} s ${times.lifetimeSeconds === undefined ? 'left until exp, in a token without iat' : 'from iat to exp'}; guessed: no kind of environment gives more`,
  )
  return promise
}

/** Issuers give whole minutes or hours; some seconds of it went by on the way. */
function wholeSeconds(remaining: number | undefined): number | undefined {
  return remaining === undefined ? undefined : Math.ceil(remaining / 10) * 10
}

function keyOf(
  { jwt, service }: SeenLogin,
  services: readonly SeenService[],
  draft: Draft,
): JwtDraft['key'] | undefined {
  if (jwt === undefined) return undefined
  if (String(jwt.header.alg).startsWith('HS')) {
    draft.variables.push({
      name: 'JWT_SECRET_KEY',
      meaning:
        'the key that tokens are signed with; optional: with it, signatures are checked and more wrong tokens are tried',
      example: 'blue-harbor-7-quiet-lantern-31-amber-field',
      kind: 'secret',
      presence: 'optional',
    })
    return { kind: 'secret', variable: 'JWT_SECRET_KEY' }
  }
  const issuers = [service, ...services.filter((one) => one !== service)]
  for (const { keys, issuer } of issuers) {
    const list = lookUpJson(keys?.json, 'keys')
    const holds =
      Array.isArray(list) &&
      (jwt.header.kid === undefined ||
        list.some((key) => lookUpJson(key, 'kid') === jwt.header.kid))
    const at =
      holds && issuer?.jwksUri !== undefined ? placeOf(issuer.jwksUri, services) : undefined
    if (at !== undefined) return { kind: 'jwks', request: { ...at, method: 'GET' } }
  }
  return undefined
}

/** A URL as a service of the contract and a path below it. */
function placeOf(url: string, services: readonly SeenService[]) {
  const service = serviceOfCurl({ kind: 'curl', method: 'GET', url, headers: {} }, services)
  return service && { service: service.name, path: url.slice(service.url.length) || '/' }
}
