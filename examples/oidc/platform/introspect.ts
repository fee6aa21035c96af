import type { RequestHandler } from 'express'
import {
  InvalidRequestError,
  InvalidTokenError,
  UnauthorizedError,
} from 'express-oauth2-jwt-bearer'
import { z } from 'zod'
import type { Client } from './clients.ts'

/** The issuer's answer about a token (RFC 7662 §2.2); only `active` is required. */
const Introspection = z.object({
  active: z.boolean().optional(),
  client_id: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
})

type Introspection = z.infer<typeof Introspection>

export interface IntrospectOptions {
  readonly issuerUrl: string
  readonly audience: string
  /** The API's credentials at the issuer. */
  readonly client: Client
}

/**
 * Accepts the tokens that the issuer calls active and meant for this API, and leaves the caller's name
 * in `response.locals.caller`. An issuer that refuses the API's own secret does not say active either: the caller gets
 * 401 for a fault of the API, as on many platforms.
 */
export function introspect({ issuerUrl, audience, client }: IntrospectOptions): RequestHandler {
  return async (request, response, next) => {
    const verdict = await ask(issuerUrl, client, bearerOf(request.headers.authorization))
    if (verdict === undefined) {
      response.status(503).json({
        error: 'temporarily_unavailable',
        message: 'the authorization server cannot be asked',
      })
      return
    }
    if (verdict.active !== true) throw new InvalidTokenError('The token is not active')
    if (![verdict.aud].flat().includes(audience))
      throw new InvalidTokenError('The token is for another API')
    response.locals.caller = verdict.client_id
    next()
  }
}

function bearerOf(authorization: string | undefined): string {
  if (authorization === undefined) throw new UnauthorizedError()
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1]
  if (token === undefined)
    throw new InvalidRequestError('No bearer token in the Authorization header')
  return token
}

async function ask(
  issuerUrl: string,
  { id, secret }: Client,
  token: string,
): Promise<Introspection | undefined> {
  const answer = await fetch(`${issuerUrl}/token/introspection`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ token }),
  }).catch(() => undefined)
  return answer === undefined || answer.status >= 500
    ? undefined
    : Introspection.parse(await answer.json())
}
