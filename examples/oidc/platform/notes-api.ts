import { randomUUID } from 'node:crypto'
import type { Express, Request, RequestHandler } from 'express'
import express from 'express'
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer'
import { SCOPE } from './clients.ts'
import { refuse } from './refuse.ts'

/** What the notes API was deployed with; `protection` is `none` when the middleware was forgotten. */
export interface NotesApiOptions {
  readonly issuerUrl: string
  readonly jwksUri: string
  readonly audience: string
  readonly revision: string
  readonly protection: 'bearer' | 'none'
}

interface Note {
  readonly id: string
  readonly text: string
}

/** An API that accepts JWTs: each client has its own notes. `express-oauth2-jwt-bearer` protects it. */
export function notesApi(options: NotesApiOptions): Express {
  const app = express().disable('x-powered-by')
  app.get(
    '/',
    (_request, response) => void response.json({ name: 'notes', revision: options.revision }),
  )
  app.get('/healthz', (_request, response) => void response.type('text/plain').send('ok\n'))
  app.get('/readyz', (_request, response) => void response.type('text/plain').send('READY\n'))
  app.use('/notes', ...guards(options), express.json(), notes())
  return app.use(refuse)
}

function guards({ issuerUrl, jwksUri, audience, protection }: NotesApiOptions): RequestHandler[] {
  if (protection === 'none') return []
  const bearer = auth({
    issuer: issuerUrl,
    jwksUri,
    audience,
    strict: true,
    dpop: { enabled: false },
  })
  return [bearer, requiredScopes(SCOPE.notes)]
}

function notes(): express.Router {
  const kept = new Map<string, readonly Note[]>()
  const of = (request: Request) => kept.get(callerOf(request)) ?? []
  const router = express.Router()
  router.get('/', (request, response) => {
    response.json({ owner: callerOf(request), notes: of(request) })
  })
  router.post('/', (request, response) => {
    const note: Note = { id: randomUUID(), text: String(request.body?.text ?? '') }
    kept.set(callerOf(request), [...of(request), note])
    response.status(201).location(`/notes/${note.id}`).json(note)
  })
  router.get('/:id', (request, response) => {
    const note = of(request).find(({ id }) => id === request.params.id)
    if (note === undefined) response.status(404).json({ error: 'not_found' })
    else response.json(note)
  })
  router.delete('/:id', (request, response) => {
    const left = of(request).filter(({ id }) => id !== request.params.id)
    kept.set(callerOf(request), left)
    response.status(204).end()
  })
  return router
}

/** The client the token was issued to. */
function callerOf(request: Request): string {
  return request.auth?.payload.sub ?? 'nobody'
}
