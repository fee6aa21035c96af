import express, { type Express } from 'express'
import { type IntrospectOptions, introspect } from './introspect.ts'
import { refuse } from './refuse.ts'

/** What the archive API was deployed with; `protection` is `none` when the middleware was forgotten. */
export interface ArchiveApiOptions extends IntrospectOptions {
  readonly protection: 'introspection' | 'none'
}

/** An API that accepts opaque tokens: it cannot read them and asks the issuer about each. */
export function archiveApi(options: ArchiveApiOptions): Express {
  const app = express().disable('x-powered-by')
  app.get('/status', (_request, response) => {
    // JSON under another content type, with strings for booleans: such services exist.
    response.type('text/plain').send(JSON.stringify({ app: 'archive', up: 'true', index: 'OPEN' }))
  })
  const guards = options.protection === 'none' ? [] : [introspect(options)]
  app.get('/entries', ...guards, (_request, response) => {
    const caller: unknown = response.locals.caller
    response.json({
      reader: caller ?? 'nobody',
      entries: [{ id: 'first', title: 'The first entry' }],
    })
  })
  return app.use(refuse)
}
