import type { JsonTemplate, RequestTemplate } from '../../../contracts/schema/common.ts'
import { percentEncode } from '../../../helpers/promise/template.ts'
import type { CurlLine } from '../curl-line.ts'
import { inCapitals } from '../draft.ts'

/** A value of a curl line that became a variable, so that no contract holds it. */
export interface CurlValue {
  readonly name: string
  readonly value: string
  readonly kind: 'secret' | 'text'
}

export interface FromCurl {
  readonly request: RequestTemplate
  readonly taken: readonly CurlValue[]
}

const SECRET = /pass|secret|pwd|\bpin\b|otp|api_?key|token|assertion|^key$/i
const PERSONAL =
  /^(?:client_id|user(?:_?name|_?id)?|uid|login|e-?mail|mail|account(?:_?name)?|identifier|identity|ident|handle|name|phone)$/i

/** Shorter values stand in too many places to be looked for in a path. */
const SHORTEST_IN_PATH = 3

/**
 * The request of a curl line as a contract says it: secrets are `{VARIABLE}`s, and names of people in a login. `headers`
 * that `dropped` names are left out.
 */
export function requestOfCurl(
  curl: CurlLine,
  service: { readonly name: string; readonly url: string },
  {
    purpose = 'login',
    dropped = [],
  }: { readonly purpose?: 'login' | 'write'; readonly dropped?: readonly string[] } = {},
): FromCurl {
  const taken = new Map<string, CurlValue>()
  const take = (name: string, value: string, kind: CurlValue['kind']) => {
    taken.set(name, { name, value, kind })
    return `{${name}}`
  }
  const field = (key: string, value: string) => {
    if (SECRET.test(key)) return take(variableOf(key), value, 'secret')
    const isPersonal = purpose === 'login' && (PERSONAL.test(key) || value.includes('@'))
    return isPersonal ? take(variableOf(key), value, 'text') : value
  }
  const form =
    curl.form &&
    Object.fromEntries(Object.entries(curl.form).map(([key, value]) => [key, field(key, value)]))
  const json = curl.json === undefined ? undefined : withFields(curl.json, '', field)
  const basic = curl.basic && {
    user: take(form === undefined ? 'LOGIN_USER' : 'CLIENT_ID', curl.basic.user, 'text'),
    password: take(
      form === undefined ? 'LOGIN_PASSWORD' : 'CLIENT_SECRET',
      curl.basic.password,
      'secret',
    ),
    // curl sends both as they stand; where that changes nothing, nothing is said.
    ...(isPlain(curl.basic.user + curl.basic.password) ? {} : { encoding: 'raw' as const }),
  }
  const headers = Object.fromEntries(
    Object.entries(curl.headers)
      .filter(([name]) => !dropped.includes(name))
      .map(([name, value]) => [name, headerOf(name, value, take)]),
  )
  return {
    request: {
      service: service.name,
      method: curl.method,
      path: withVariables(pathBelow(curl.url, service.url), [...taken.values()]),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(json !== undefined && { json }),
      ...(form !== undefined && { form }),
      ...(basic !== undefined && { basic }),
    },
    taken: [...taken.values()],
  }
}

/** The service that a curl line asks: the one with the longest URL that it begins with. */
export function serviceOfCurl<Service extends { readonly url: string }>(
  { url }: CurlLine,
  services: readonly Service[],
): Service | undefined {
  const [best] = services
    .filter((service) => url === service.url || /^[/?]/.test(url.slice(service.url.length)))
    .filter((service) => url.startsWith(service.url))
    .sort((one, other) => other.url.length - one.url.length)
  return best
}

function pathBelow(url: string, base: string): string {
  const path = url.slice(base.length)
  return path === '' ? '/' : path
}

function variableOf(key: string): string {
  const name = inCapitals(key)
  return name.startsWith('CLIENT_') ? name : `LOGIN_${name}`
}

function withFields(
  json: JsonTemplate,
  key: string,
  field: (key: string, value: string) => string,
): JsonTemplate {
  if (typeof json === 'string') return field(key, json)
  if (json === null || typeof json !== 'object') return json
  if (isList(json)) return json.map((item) => withFields(item, key, field))
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, withFields(value, name, field)]),
  )
}

function isList(json: JsonTemplate): json is readonly JsonTemplate[] {
  return Array.isArray(json)
}

function headerOf(
  name: string,
  value: string,
  take: (name: string, value: string, kind: CurlValue['kind']) => string,
): string {
  const [, scheme, credentials] = /^(\w+) (\S+)$/.exec(value) ?? []
  if (name === 'authorization' && scheme !== undefined && credentials !== undefined)
    return `${scheme} ${take('LOGIN_AUTHORIZATION', credentials, 'secret')}`
  const isSecret = /authorization|cookie|secret|token|api-?key/i.test(name)
  return isSecret ? take(`LOGIN_${inCapitals(name)}`, value, 'secret') : value
}

/** The path with the values of variables in it as placeholders: a user's name stands in some. */
function withVariables(path: string, taken: readonly CurlValue[]): string {
  return taken
    .filter(({ kind, value }) => kind === 'text' && value.length >= SHORTEST_IN_PATH)
    .reduce(
      (text, { name, value }) =>
        text.replaceAll(value, `{${name}}`).replaceAll(percentEncode(value), `{${name}}`),
      path,
    )
}

function isPlain(text: string): boolean {
  return /^[A-Za-z0-9._~-]*$/.test(text)
}

/** What may be secret in curl lines: values under a name that says so. */
export function secretsIn(curls: readonly (CurlLine | undefined)[]): readonly string[] {
  const fields = curls.flatMap((curl) =>
    curl === undefined
      ? []
      : [
          ['password', curl.basic?.password],
          ...Object.entries({ ...curl.form, ...Object(curl.json), ...curl.headers }),
        ],
  )
  return fields.flatMap(([name, value]) => {
    const isSecret = SECRET.test(String(name)) || /auth|cookie/i.test(String(name))
    return isSecret && typeof value === 'string' && value !== '' ? [value] : []
  })
}
