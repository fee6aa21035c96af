import type { ErrorRequestHandler } from 'express'
import { UnauthorizedError } from 'express-oauth2-jwt-bearer'

/**
 * Says in JSON what the protection library found, with the status and the `WWW-Authenticate` it asks
 * for (RFC 6750 §3): 401 for no token or a wrong one, 400 for what is no token at all, 403 for one
 * that may not do this.
 */
export const refuse: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof UnauthorizedError)) return next(error)
  const unnamed = error.status === 400 ? 'invalid_request' : 'unauthorized'
  const code = 'code' in error && error.code !== '' ? error.code : unnamed
  response.set(error.headers).status(error.status).json({ error: code, message: error.message })
}
