import type { ErrorRequestHandler } from 'express'
import { UnauthorizedError } from 'express-oauth2-jwt-bearer'

/**
 * Answers in JSON with the error of the protection library, its status and its `WWW-Authenticate` (RFC 6750 §3): 401
 * without a token or with a wrong one, 400 for a text that is no token, 403 for a token without the scope.
 */
export const refuse: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof UnauthorizedError)) return next(error)
  const unnamed = error.status === 400 ? 'invalid_request' : 'unauthorized'
  const code = 'code' in error && error.code !== '' ? error.code : unnamed
  response.set(error.headers).status(error.status).json({ error: code, message: error.message })
}
