import { lookUpJson, textAt } from '../../../helpers/promise/where.ts'
import type { Asker } from '../asker.ts'

/** What OpenID Connect Discovery 1.0 or RFC 8414 metadata says of an issuer. */
export interface IssuerDocument {
  readonly path: string
  readonly issuer: string
  readonly tokenEndpoint?: string
  readonly jwksUri?: string
  readonly userinfoEndpoint?: string
}

/** What an OpenAPI document says of an API. */
export interface ApiDocument {
  readonly path: string
  readonly title?: string
  /** Paths of GET without parameters that need credentials. */
  readonly secured: readonly string[]
  /** Paths of GET that sound like health. */
  readonly health: readonly string[]
}

const DISCOVERY = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']

/** Looks for the document of an issuer: the one of OpenID Connect, else the one of RFC 8414. */
export async function lookForIssuer(
  asker: Asker,
  base: string,
): Promise<IssuerDocument | undefined> {
  for (const path of DISCOVERY) {
    const answer = await asker.look(base, path)
    const at = (name: string) => textAt(answer?.json, name)
    const issuer = answer?.status === 200 ? at('issuer') : undefined
    if (issuer === undefined) continue
    const [tokenEndpoint, jwksUri, userinfoEndpoint] = [
      at('token_endpoint'),
      at('jwks_uri'),
      at('userinfo_endpoint'),
    ]
    return {
      path,
      issuer,
      ...(tokenEndpoint !== undefined && { tokenEndpoint }),
      ...(jwksUri !== undefined && { jwksUri }),
      ...(userinfoEndpoint !== undefined && { userinfoEndpoint }),
    }
  }
  return undefined
}

/** Where frameworks put it: FastAPI and many others; springdoc; Swashbuckle; swagger-ui-express; drf-spectacular; NestJS. */
const OPENAPI = [
  '/openapi.json',
  '/v3/api-docs',
  '/swagger/v1/swagger.json',
  '/swagger.json',
  '/api/schema/',
  '/api-json',
]

/** Looks for an OpenAPI document (2.0 to 3.1) in JSON. */
export async function lookForApi(asker: Asker, base: string): Promise<ApiDocument | undefined> {
  for (const path of OPENAPI) {
    const answer = await asker.look(base, path)
    const json = answer?.status === 200 ? answer.json : undefined
    const paths = lookUpJson(json, 'paths')
    if (paths === null || typeof paths !== 'object') continue
    const title = textAt(json, 'info.title')
    const gets = Object.entries(paths).flatMap(([name, item]) => {
      const get = lookUpJson(item, 'get')
      const isPlain = get !== undefined && !name.includes('{') && !needsParameters(get)
      return isPlain ? [{ name, get }] : []
    })
    const whole = lookUpJson(json, 'security')
    return {
      path,
      ...(title !== undefined && { title }),
      secured: gets
        .filter(({ get }) => isSecured(lookUpJson(get, 'security') ?? whole))
        .map(({ name }) => name),
      health: gets.map(({ name }) => name).filter((name) => HEALTH.test(name)),
    }
  }
  return undefined
}

const HEALTH =
  /(?:^|\/)(?:health(?:z|check)?|ready|readyz|readiness|live|livez|liveness|ping|status|up)(?:\/(?:ready|live))?$/i

function isSecured(security: unknown): boolean {
  // An empty requirement means that credentials are optional (OpenAPI 3.1, Security Requirement Object).
  return (
    Array.isArray(security) &&
    security.length > 0 &&
    security.every((one) => Object.keys(Object(one)).length > 0)
  )
}

function needsParameters(get: unknown): boolean {
  const parameters = lookUpJson(get, 'parameters')
  return Array.isArray(parameters) && parameters.some((one) => lookUpJson(one, 'required') === true)
}

/** Where people report to, as `security.txt` says (RFC 9116). */
export async function lookForContact(asker: Asker, base: string): Promise<string | undefined> {
  const answer = await asker.look(base, '/.well-known/security.txt')
  if (answer?.status !== 200 || answer.headers['content-type']?.includes('html') === true)
    return undefined
  return /^contact:\s*(\S{1,200})\s*$/im.exec(answer.text)?.[1]
}
