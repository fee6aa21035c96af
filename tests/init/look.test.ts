import { describe, expect, test } from 'vitest'
import { createAsker, MOST_LOOKS } from '../../command/init/asker.ts'
import { compose } from '../../command/init/compose.ts'
import { contractText } from '../../command/init/contract-text.ts'
import { lookAt } from '../../command/init/look-at.ts'
import { parseInit } from '../../command/init/options.ts'
import { serveHttp } from '../http/support/serve.ts'
import { contractOf } from '../support/contracts.ts'
import { platform } from './support/platform.ts'

async function look(argv: readonly string[]) {
  const asker = createAsker('0.0.0', new AbortController().signal)
  const lines: string[] = []
  const { options, problems } = parseInit(argv)
  expect(problems).toEqual([])
  const seen = await lookAt(options, asker, (kind, text) => lines.push(`${kind} ${text}`))
  await asker.close()
  return { composed: compose(seen), said: lines.join('\n'), ...asker.count() }
}

describe('looking at a platform', () => {
  test('reads its documents: discovery, keys, OpenAPI, security.txt, health by its path there, the page', async () => {
    const url = await platform()
    const { composed, said, looks } = await look([url])
    expect(looks).toBeLessThanOrEqual(MOST_LOOKS)
    expect(said).toContain('its page opens a WebSocket at /live')
    expect(said).toContain(`issuer ${url}`)
    expect(contractOf(JSON.parse(JSON.stringify(composed.draft)))).toMatchObject({
      platform: 'Notes',
      services: [
        {
          name: 'issuer',
          urlVariable: 'ISSUER_URL',
          health: [
            {
              path: '/internal/health',
              body: {
                dependencies: [{ at: 'checks[name=Database connection].status', up: ['UP'] }],
              },
            },
          ],
          identity: [{ at: 'issuer', is: ['{ISSUER_URL}'] }],
          revision: [{ path: '/internal/health', at: 'build' }],
        },
      ],
      pages: [{ path: '/', title: 'Notes' }],
    })
    expect(composed.comments.of(composed.draft.services[0] ?? {}).join()).toContain(
      'mailto:ops@example.com',
    )
  })

  test('with a login finds the protected route by itself, the keys and how each token is refused', async () => {
    const url = await platform()
    const line = `curl ${url}/token -u notes:s3cret-of-notes -d grant_type=client_credentials`
    const { composed } = await look([url, '--login', line])
    const { tokens, services } = contractOf(JSON.parse(JSON.stringify(composed.draft)))
    expect(tokens).toMatchObject({
      ways: [
        {
          title: 'client credentials',
          needs: ['CLIENT_ID', 'CLIENT_SECRET'],
          source: { token: 'access_token', expiresIn: { at: 'expires_in', unit: 'seconds' } },
        },
      ],
      jwt: {
        algorithms: ['RS256'],
        key: { kind: 'jwks', request: { service: 'issuer', path: '/keys' } },
        values: [
          { claim: 'iss', is: ['{ISSUER_URL}'] },
          { claim: 'aud', is: ['urn:notes'] },
        ],
        lifetimeSeconds: { production: 300 },
      },
      wrongCredentials: [{ refusal: { statuses: [401] } }],
    })
    expect(services[0]?.protectedRoutes).toMatchObject([
      { request: { path: '/notes' }, withoutCredentials: { statuses: [401] } },
    ])
    expect(composed.values).toMatchObject({ ISSUER_URL: url, CLIENT_ID: 'notes' })
    expect(composed.secrets).toEqual({ CLIENT_SECRET: 's3cret-of-notes' })
  })

  test('a page for every path is no health route', async () => {
    const { url } = await serveHttp((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>App</title>ok'),
    )
    const { composed, said } = await look([url])
    expect(said).toContain('no health route was found')
    expect(composed.draft.services[0]).toMatchObject({
      name: 'app',
      health: [{ id: 'answers', path: '/' }],
    })
  })

  test('a gateway without a route for / is looked behind; one without any is not the service', async () => {
    const gateway = (paths: readonly string[]) =>
      serveHttp(({ url = '' }, response) => {
        const [status, type, body] = paths.includes(url)
          ? ([200, 'application/json', '{"status":"ok"}'] as const)
          : ([404, 'text/html', '<h1>404 Not Found</h1><hr><center>nginx</center>'] as const)
        response.writeHead(status, { server: 'nginx', 'content-type': type }).end(body)
      })
    const { composed } = await look([(await gateway(['/health'])).url])
    expect(composed.draft.services[0]?.health).toMatchObject([{ path: '/health' }])
    await expect(look([(await gateway([])).url])).rejects.toThrow(
      'is answered by nginx, and not by the service: 404.',
    )
  })

  test('sends no more looks than it may, and says how many are missing', async () => {
    let requests = 0
    const servers = await Promise.all(
      Array.from({ length: 12 }).map(() =>
        serveHttp((_, response) => {
          requests += 1
          response.writeHead(404).end()
        }),
      ),
    )
    const { looks, missed } = await look(servers.map(({ url }) => url))
    expect(missed).toBeGreaterThan(0)
    expect(looks).toBeLessThanOrEqual(MOST_LOOKS)
    expect(requests).toBe(looks)
  })

  test('of two origins sees who calls whom, and what pages may send', async () => {
    const preflights: string[] = []
    const api = await serveHttp((request, response) => {
      const { method = '', url = '', headers } = request
      if (method === 'OPTIONS') {
        preflights.push(`${headers['access-control-request-method']} ${url}`)
        // The login is for pages; the rest is not.
        const cors =
          url === '/login' ? { 'access-control-allow-origin': String(headers.origin) } : {}
        response.writeHead(204, cors).end()
      } else if (url === '/login') {
        const good = { token: 'a-good-token' }
        let body = ''
        request.on('data', (chunk) => (body += chunk))
        request.on('end', () =>
          response
            .writeHead(body.includes('right') ? 200 : 401, { 'content-type': 'application/json' })
            .end(body.includes('right') ? JSON.stringify(good) : '{}'),
        )
      } else if (url === '/me')
        response.writeHead(headers.authorization === 'Bearer a-good-token' ? 200 : 401).end('{}')
      else if (url === '/actuator/health')
        response
          .writeHead(200, { 'content-type': 'application/vnd.spring-boot.actuator.v3+json' })
          .end('{"status":"UP","components":{"db":{"status":"UP"},"ping":{"status":"UP"}}}')
      else response.writeHead(404).end('{}')
    })
    const web = await serveHttp((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<title>Shop</title><script>fetch('${api.url}/login')</script>hello`),
    )
    const login = `curl ${api.url}/login --json {"identity":"ann","password":"right"}`
    const { composed } = await look([
      ...[`api=${api.url}`, `web=${web.url}`, '--login', login, '--protected', '/me'],
    ])
    const { draft, comments } = composed
    expect(contractOf(JSON.parse(JSON.stringify(draft)))).toMatchObject({
      services: [
        { name: 'api', dependsOn: [] },
        { name: 'web', dependsOn: ['api'] },
      ],
      cors: {
        origin: 'web',
        routes: [{ method: 'POST', request: { path: '/login' }, headers: ['content-type'] }],
        credentials: 'not-promised',
      },
    })
    expect(preflights).toEqual(['POST /login', 'GET /me'])
    // Nobody's name stands in the contract.
    expect(JSON.stringify(draft)).not.toContain('"ann"')
    expect(contractText(draft, comments, 'ts', [])).toContain(
      "actuator('/actuator/health', { dependencies: ['db'], head: 'agrees' })",
    )
    expect(contractText(draft, comments, 'yaml', [])).toContain('components.db.status')
  })
})
