import type { Credential } from '../../../contracts/schema/common.ts'
import { Secret } from '../../../env/secret.ts'
import { decodeToken } from '../../../helpers/tokens/decode-token.ts'
import type { SeenService } from '../look/service.ts'
import { Unreachable } from '../look/service.ts'
import type { SeenLogin } from './login.ts'

/** A token or a key that the command line gives, with the header that carries it. */
export interface GivenToken {
  readonly carrier: Extract<Credential, { by: 'bearer' | 'header' }>
  readonly value: string
}

/** The variable that holds it. */
const VARIABLE = 'API_TOKEN'

/** Reads a header line: `Authorization: Bearer …`, `X-API-Key: …`. Undefined where it is none. */
export function givenToken(line: string): GivenToken | undefined {
  const [, name = '', said = ''] = /^\s*([!#$%&'*+.^`|~\w-]+)\s*:\s*(\S.*?)\s*$/.exec(line) ?? []
  if (name === '') return undefined
  const header = name.toLowerCase()
  // A scheme stands before the credentials (RFC 9110 §11.6.2); in headers of a platform's own, the value is all there is.
  const [, scheme = '', credentials = ''] = /^([A-Za-z][\w-]*) +(\S+)$/.exec(said) ?? []
  if (header !== 'authorization' || scheme === '')
    return { carrier: { by: 'header', name: header }, value: said }
  return scheme.toLowerCase() === 'bearer'
    ? { carrier: { by: 'bearer' }, value: credentials }
    : { carrier: { by: 'header', name: header, prefix: `${scheme} ` }, value: credentials }
}

/** Where a login's token stands in a header line. */
const PLACE = '{token}'

/** Reads a header line that ends with `{token}`: `X-API-Key: Bearer {token}`. Undefined where it is none. */
export function givenCarrier(line: string): GivenToken['carrier'] | undefined {
  const given = givenToken(line)
  if (given === undefined || !given.value.endsWith(PLACE)) return undefined
  const prefix = given.value.slice(0, -PLACE.length)
  return prefix !== '' && given.carrier.by === 'header'
    ? { ...given.carrier, prefix }
    : given.carrier
}

/** A given token in place of a login: nothing is asked for it. Throws `Unreachable` where there is no service. */
export function loginOf(
  { carrier, value }: GivenToken,
  services: readonly SeenService[],
): SeenLogin {
  const service = services.find(({ issuer }) => issuer !== undefined) ?? services[0]
  if (service === undefined) throw new Unreachable('no service was seen')
  const token = new Secret(value)
  const jwt = decodeToken(token)
  return {
    service,
    taken: [{ name: VARIABLE, value, kind: 'secret' }],
    carrier,
    variable: VARIABLE,
    token,
    ...(jwt.kind === 'jwt' && { jwt }),
    remarks: [],
  }
}
