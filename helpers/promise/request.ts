import type { Credential, RequestTemplate } from '../../contracts/schema/common.ts'
import type { HealthPromise } from '../../contracts/schema/health.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import type { RequestSpec } from '../http/request.ts'
import { joinUrl } from '../url/join-url.ts'
import { fillJsonTemplate, fillPath, fillTemplate, percentEncode, type Values } from './template.ts'

/**
 * A request as the platform documents it, ready to be asked. What it returns may hold secrets. Throws
 * `MissingValue` for a placeholder nothing fills, and a TypeError for a header that would be two.
 */
export function renderRequest(
  template: RequestTemplate,
  baseUrl: string,
  values: Values,
): RequestSpec {
  const { method, path, headers = {} } = template
  const body = bodyOf(template, values)
  const own = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      oneLine(name, fillTemplate(value, values)),
    ]),
  )
  return {
    method,
    url: joinUrl(baseUrl, fillPath(path, values)),
    headers: { ...body?.headers, ...authorization(template, values), ...own },
    ...(body === undefined ? {} : { body: body.text }),
  }
}

function bodyOf(
  { json, form }: RequestTemplate,
  values: Values,
): { text: string; headers: Record<string, string> } | undefined {
  if (json !== undefined && form !== undefined)
    throw new TypeError('a request has a json or a form body, not both')
  if (json !== undefined)
    return {
      text: JSON.stringify(fillJsonTemplate(json, values)),
      headers: { 'content-type': 'application/json' },
    }
  if (form === undefined) return undefined
  const fields = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) fields.append(name, fillTemplate(value, values))
  return {
    text: fields.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
}

function authorization({ basic }: RequestTemplate, values: Values): Record<string, string> {
  if (basic === undefined) return {}
  const encode = basic.encoding === 'raw' ? (text: string) => text : percentEncode
  return {
    authorization: basicCredentials(
      encode(fillTemplate(basic.user, values)),
      encode(fillTemplate(basic.password, values)),
    ),
  }
}

/** A value with a line break would become a header of its own (RFC 9110 §5.5); it may be a server's. */
function oneLine(name: string, value: string): string {
  if (/[\r\n\0]/.test(value))
    throw new TypeError(`the header ${name} would hold a line break or a NUL`)
  return value
}

/**
 * The value of `Authorization` for HTTP Basic (RFC 7617 §2): UTF-8, and no colon in the user. Throws a
 * TypeError that holds neither.
 */
function basicCredentials(user: string, password: string): string {
  if (user.includes(':')) throw new TypeError('the user of HTTP Basic credentials holds a colon')
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
}

/** The request with the token where the platform wants it; one already standing there is replaced. */
export function placeCredential(
  spec: RequestSpec,
  credential: Credential,
  secret: Secret,
): RequestSpec {
  const token = secret.reveal()
  switch (credential.by) {
    // RFC 6750 §2.1
    case 'bearer':
      return withHeader(spec, 'authorization', `Bearer ${token}`)
    case 'header':
      return withHeader(spec, credential.name, `${credential.prefix ?? ''}${token}`)
    case 'query':
      return { ...spec, url: withParameter(spec.url, credential.name, token) }
    case 'cookie':
      return withCookie(spec, credential.name, token)
    case 'cookie-and-header':
      return withHeader(withCookie(spec, credential.cookie, token), credential.header, token)
  }
}

function withHeader(spec: RequestSpec, name: string, value: string): RequestSpec {
  const wanted = name.toLowerCase()
  const others = Object.entries(spec.headers ?? {}).filter(
    ([other]) => other.toLowerCase() !== wanted,
  )
  return { ...spec, headers: { ...Object.fromEntries(others), [wanted]: value } }
}

function withCookie(spec: RequestSpec, name: string, token: string): RequestSpec {
  const sent =
    Object.entries(spec.headers ?? {}).find(([other]) => other.toLowerCase() === 'cookie')?.[1] ??
    ''
  const others = sent
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && !pair.startsWith(`${name}=`))
  return withHeader(spec, 'cookie', [...others, `${name}=${cookieValue(token)}`].join('; '))
}

/** Only what would end the value early is encoded (RFC 6265 §4.1.1): a server's own value goes back as it came. */
function cookieValue(token: string): string {
  return token.replace(/[\s;,\\\x00-\x1f\x7f]/g, (character) => encodeURIComponent(character))
}

/** The rest of the query stays byte for byte as it is. */
function withParameter(url: string, name: string, token: string): string {
  const { origin, pathname, search } = new URL(url)
  const key = `${percentEncode(name)}=`
  const others = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !pair.startsWith(key))
  return `${origin}${pathname}?${[...others, key + percentEncode(token)].join('&')}`
}

/** The request by which a service is reached first: that of its first health route, or of `/` where none is promised. */
export function firstHealth({ health: [health] }: Pick<ServicePromise, 'health'>): {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
} {
  return { path: health?.path ?? '/', headers: healthHeaders(health) }
}

/** Headers of a request to a health route: some answer with a page unless JSON is asked for (django-health-check 4.0). */
export function healthHeaders(health: HealthPromise | undefined): Readonly<Record<string, string>> {
  const accept = health?.body?.format === 'json' ? { accept: 'application/json, */*;q=0.5' } : {}
  return { ...accept, ...health?.headers }
}
