import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadContract } from '../../contracts/load-contract.ts'
import { run } from '../command/run-command.ts'
import { useReference } from '../command/use-reference.ts'
import { closedPort, serveHttp } from '../http/support/serve.ts'
import { useFolder } from '../support/folders.ts'
import { runInit } from './support/run-init.ts'

const folder = useFolder('init')

const init = (name: string, ...argv: readonly string[]) => runInit(join(folder.path, name), argv)

describe('init', () => {
  test('writes a contract of all that a platform shows, with a login, a route and a write, and its first run is green', async () => {
    const { env } = await useReference()
    const { BACKEND_URL: api, AUTH_SERVICE_URL: auth, FRONTEND_URL: web } = env
    const password = String(env.SMOKE_USER_PASSWORD)
    const user = JSON.stringify({ email: env.SMOKE_USER_EMAIL, password })
    const made = await init(
      'whole',
      ...[`api=${api}`, `auth=${auth}`, `web=${web}`],
      ...['--login', `curl ${auth}/auth/login --json '${user}'`],
      ...['--protected', '/api/threads?limit=1&offset=0'],
      ...['--socket', '/ws'],
      ...['--write', `curl ${api}/api/threads --json '{"title":"hello"}'`],
      ...['--delete', `curl -X DELETE ${api}/api/threads/{id}`],
    )
    expect(made.stdout).toContain('the login gives a JWT (HS256) at access_token')
    expect(made.stdout).toMatch(
      /api: GET \/api\/threads\S* 200 by bearer, 403 without a token, 401 with/,
    )
    expect(made.stdout).toContain('api: it opens by header, query, subprotocol')
    expect(made.stdout).toContain('it is created, read again and removed')
    expect(made.stdout).toMatch(/^PASS /m)
    expect(made.exitCode).toBe(0)
    expect(made.files).toEqual(['reports', 'smoke-contract.ts', 'smoke.env', 'smoke.local.env'])

    // Secrets stand in one file, which only its owner reads.
    expect(await made.text('smoke.local.env')).toContain(`LOGIN_PASSWORD=${password}`)
    expect((await stat(made.path('smoke.local.env'))).mode & 0o77).toBe(0)
    const rest = [await made.text('smoke-contract.ts'), await made.text('smoke.env')]
    for (const text of [made.stdout, made.stderr, ...rest]) expect(text).not.toContain(password)

    const read = await loadContract(made.path('smoke-contract.ts'))
    if (read.kind === 'faults') throw new Error(JSON.stringify(read.faults))
    expect(read.contract).toMatchObject({
      platform: 'Netra',
      services: [
        { name: 'api', protectedRoutes: [{ accepted: [200] }] },
        { name: 'auth', identity: [{ is: ['auth-service'] }], revision: [{ at: 'version' }] },
        {
          name: 'web',
          health: [{ body: { dependencies: [{ name: 'backend' }, { name: 'auth' }] } }],
        },
      ],
      pages: [{ service: 'web', calls: ['api', 'auth'] }],
      tokens: {
        jwt: { algorithms: ['HS256'], subject: 'sub', lifetimeSeconds: { staging: 7200 } },
        wrongCredentials: [{ refusal: { statuses: [401] } }],
      },
      sockets: [{ service: 'api', path: '/ws', subprotocols: ['jwt-auth'], welcome: {} }],
      journeys: [{ steps: [{ id: 'create' }, { id: 'read', after: ['create'] }] }],
    })
  })

  test('sends GET, HEAD and OPTIONS only, and at most 60 of them', async () => {
    const seen: string[] = []
    const { url } = await serveHttp((request, response) => {
      seen.push(String(request.method))
      response.writeHead(404).end()
    })
    const made = await init('polite', url, '--no-run')
    expect(made.exitCode).toBe(0)
    expect(seen.length).toBeGreaterThan(10)
    expect(seen.length).toBeLessThanOrEqual(60)
    expect(seen.filter((method) => !/^(?:GET|HEAD|OPTIONS)$/.test(method))).toEqual([])
    expect(made.stdout).toContain('no health route was found')
  })

  test('makes a red promise a comment with its reason, and keeps what shows a fault', async () => {
    let asked = 0
    const { url } = await serveHttp((request, response) => {
      const isHealth = request.url === '/health'
      if (isHealth) asked += 1
      // Another name from the second GET on: as a name that holds the instance.
      response
        .writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' })
        .end(isHealth && request.method !== 'HEAD' ? `{"status":"ok","name":"app ${asked}"}` : '')
    })
    const made = await init('mended', url)
    expect(made.stdout).toContain('The first run was red')
    expect(made.exitCode).toBe(0)
    const text = await made.text('smoke-contract.ts')
    expect(text).toMatch(/\/\/ left out, red in the first run: identity: .*app 1/)
    const again = await run([
      'smoke.ts',
      '--env',
      made.path('smoke.env'),
      '--contract',
      made.path('smoke-contract.ts'),
      '--report-dir',
      made.path('reports'),
    ])
    expect(again.stdout).toMatch(/^PASS /m)
    expect(again.exitCode).toBe(0)
  })

  test.each([
    [
      'a dead host',
      async () => `http://127.0.0.1:${await closedPort()}`,
      /does not answer: .*refused/,
    ],
    [
      'a redirect to a host that signs people in',
      async () =>
        (
          await serveHttp((_, response) =>
            response.writeHead(302, { location: 'https://login.example.com/?next=/' }).end(),
          )
        ).url,
      /redirects to https:\/\/login\.example\.com.* wall/,
    ],
    [
      'a wall in front of it',
      async () =>
        (
          await serveHttp((_, response) =>
            response.writeHead(401, { 'set-cookie': '_vercel_sso_nonce=abc' }).end('sign in'),
          )
        ).url,
      /is answered by Vercel protection/,
    ],
    [
      'a password in front of every path',
      async () =>
        (
          await serveHttp((_, response) =>
            response.writeHead(401, { 'www-authenticate': 'Basic realm="preview"' }).end(),
          )
        ).url,
      /answers 401 at every path/,
    ],
  ])('says why it cannot look at %s, and writes nothing', async (name, start, reason) => {
    const made = await init(name.replaceAll(' ', '-'), await start())
    expect(made.stderr).toMatch(reason)
    expect(made.stderr).toContain('Nothing was written.')
    expect(made.exitCode).toBe(2)
    expect(made.files).toEqual([])
  })

  test('says why a login gives no token, without the password, and writes nothing', async () => {
    const { url } = await serveHttp((request, response) => {
      if (request.method === 'POST') {
        request.pipe(response.writeHead(401))
        return
      }
      response.writeHead(200).end('ok')
    })
    const made = await init(
      'refused',
      url,
      '--login',
      `curl ${url}/login -d user=ann -d password=hunter2-horse`,
    )
    expect(made.stderr).toMatch(/--login is refused: 401 .*user=ann/)
    expect(made.stdout + made.stderr).not.toContain('hunter2')
    expect(made.exitCode).toBe(2)
    expect(made.files).toEqual([])
  })

  test('replaces no file of an earlier one', async () => {
    const { url } = await serveHttp((_, response) => response.writeHead(200).end('ok'))
    await init('twice', url, '--no-run')
    await writeFile(join(folder.path, 'twice', 'smoke.env'), 'mine')
    const again = await init('twice', url, '--no-run')
    expect(again.stderr).toMatch(/smoke\.env is there already: --force replaces it/)
    expect(again.exitCode).toBe(2)
    expect(await again.text('smoke.env')).toBe('mine')
  })

  test('without a URL says how it is used', async () => {
    const { stderr, exitCode } = await init('nothing')
    expect(stderr).toContain('no URL is given: npm run init -- https://')
    expect(exitCode).toBe(2)
    const { stdout } = await init('help', '--help')
    expect(stdout).toContain('--protected PATH')
  })
})
