import type { RequestTemplate } from '../../contracts/schema/common.ts'
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
export function basicCredentials(user: string, password: string): string {
  if (user.includes(':')) throw new TypeError('the user of HTTP Basic credentials holds a colon')
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
}
