import type { Credential } from '../../contracts/schema/common.ts'
import type { Secret } from '../../env/secret.ts'
import type { RequestSpec } from '../http/request.ts'
import { percentEncode } from './template.ts'

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
