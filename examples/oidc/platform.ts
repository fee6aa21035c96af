import { createServer, type RequestListener } from 'node:http'
import { archiveApi } from './platform/archive-api.ts'
import { AUDIENCE, type Client, type Clients, makeClients } from './platform/clients.ts'
import type { OidcFault } from './platform/fault.ts'
import { issuer } from './platform/issuer.ts'
import { notesApi } from './platform/notes-api.ts'
import { type Algorithm, signingKeys } from './platform/signing-keys.ts'

/** The revision that the parts of the platform report. */
const REVISION = 'example-00007'

export interface OidcPlatformOptions {
  /** What is broken about this deployment. */
  readonly faults?: readonly OidcFault[]
  /** The algorithm of the smoke test's JWTs, by the registration of its client; RS256 if absent. */
  readonly signedWith?: Algorithm
}

export interface OidcPlatform {
  /** The content of an env file for this deployment. */
  readonly env: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Starts an issuer and two APIs that trust it, each on a free loopback port, with secrets of their own. */
export async function startOidcPlatform(options: OidcPlatformOptions = {}): Promise<OidcPlatform> {
  const has = (fault: OidcFault) => options.faults?.includes(fault) ?? false
  const clients = makeClients()
  const keys = await signingKeys('current')
  const oldKeys = has('old-keys') ? await signingKeys('previous') : undefined
  const issuing = await listen((url) => issuer({ url, keys, clients, revision: REVISION }))
  const copy =
    oldKeys &&
    (await listen(
      () => (_request, response) => void response.end(JSON.stringify(oldKeys.published)),
    ))
  const notes = await listen(() =>
    notesApi({
      issuerUrl: issuing.url,
      jwksUri: copy === undefined ? `${issuing.url}/jwks` : `${copy.url}/jwks.json`,
      revision: REVISION,
      audience: has('audience-differs') ? AUDIENCE.archive : AUDIENCE.notes,
      protection: has('api-open') ? 'none' : 'bearer',
    }),
  )
  const archive = await listen(() =>
    archiveApi({
      issuerUrl: issuing.url,
      audience: AUDIENCE.archive,
      client: has('introspection-secret-wrong') ? outdated(clients.archive) : clients.archive,
      protection: has('api-open') ? 'none' : 'introspection',
    }),
  )
  const servers = [issuing, notes, archive, copy].filter((server) => server !== undefined)
  return {
    env: envOf(clients, options.signedWith ?? 'RS256', issuing, notes, archive),
    close: async () => void (await Promise.all(servers.map((server) => server.close()))),
  }
}

function outdated({ id, secret }: Client): Client {
  return { id, secret: secret.split('').reverse().join('') }
}

function envOf(
  clients: Clients,
  signedWith: Algorithm,
  issuing: Listening,
  notes: Listening,
  archive: Listening,
): Readonly<Record<string, string>> {
  return {
    ENVIRONMENT: 'development',
    ISSUER_URL: issuing.url,
    API_URL: notes.url,
    OPAQUE_API_URL: archive.url,
    CLIENT_ID: clients.smoke[signedWith].id,
    CLIENT_SECRET: clients.smoke[signedWith].secret,
    INTROSPECTION_CLIENT_ID: clients.archive.id,
    INTROSPECTION_CLIENT_SECRET: clients.archive.secret,
  }
}

/** A server on a free loopback port. */
interface Listening {
  readonly url: string
  close(): Promise<void>
}

/**
 * Takes a free port first, and builds the server for it second: an issuer must know its own URL before it can answer.
 */
async function listen(serverFor: (url: string) => RequestListener): Promise<Listening> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const url = `http://127.0.0.1:${address.port}`
  server.on('request', serverFor(url))
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
