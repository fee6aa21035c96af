import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { serveHttp } from '../http/support/serve.ts'
import { useFolder } from '../support/folders.ts'
import { runInit } from './support/run-init.ts'

const folder = useFolder('init-header')

const init = (name: string, ...argv: readonly string[]) => runInit(join(folder.path, name), argv)

test('sends the token of the login in a header of the platform, and takes the id beside what it wrote', async () => {
  const notes = new Map<string, string>()
  const { url } = await serveHttp(async (request, response) => {
    const body = await text(request)
    const answer = (status: number, value?: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(value === undefined ? '' : JSON.stringify(value))
    if (request.url === '/login') {
      if (!body.includes('hunter2-horse')) return answer(401, { error: 'wrong password' })
      return answer(200, { token: 'tok-4f1c9e7a2b' })
    }
    if (request.url === '/health') return answer(200, { status: 'ok' })
    if (request.headers['x-app-token'] !== 'Token tok-4f1c9e7a2b') return answer(401, {})
    const id = request.url?.split('/')[2]
    if (request.method === 'POST') {
      const { title } = JSON.parse(body)
      notes.set(`n${notes.size}`, title)
      const note = { id: `n${notes.size - 1}`, title }
      return answer(201, { id: 'request-1', author: { id: 'u1' }, note })
    }
    if (id === undefined) return answer(200, [...notes])
    if (!notes.has(id)) return answer(404, {})
    if (request.method === 'GET') return answer(200, { note: { id, title: notes.get(id) } })
    notes.delete(id)
    return answer(204)
  })
  const argv = [
    url,
    ...['--login', `curl ${url}/login --json '{"user":"ann","password":"hunter2-horse"}'`],
    ...['--protected', '/notes'],
    ...['--write', `curl ${url}/notes --json '{"title":"hello"}'`],
    ...['--delete', `curl -X DELETE ${url}/notes/{id}`],
  ]
  const without = await init('unknown-header', ...argv, '--no-run')
  expect(without.stdout).toMatch(/as\s+no\s+token\s+is:\s+401\.\s+If\s+it\s+goes\s+elsewhere/)

  const made = await init('own-header', ...argv, '--token', 'X-App-Token: Token {token}')
  expect(made.stdout).toContain('GET /notes 200 by header x-app-token, 401 without a token')
  expect(made.stdout).toContain('it is created, read again and removed')
  expect(made.stdout).toMatch(/^PASS /m)
  expect(notes.size).toBe(0)
  const contract = await made.text('smoke-contract.ts')
  expect(contract).toContain("sent: { by: 'header', name: 'x-app-token', prefix: 'Token ' }")
  expect(contract).toContain("keeps: { id: 'note.id' }")
  expect(contract).toContain("at: 'note.title'")
})

test('an unknown user signs in through the client that the app signs in through', async () => {
  const { url } = await serveHttp(async (request, response) => {
    const form = new URLSearchParams(await text(request))
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (request.url !== '/token') return answer(200, { status: 'ok' })
    if (form.get('client_id') !== 'shop-app') return answer(400, { error: 'invalid_client' })
    if (form.get('password') !== 'hunter2-horse') return answer(403, { error: 'invalid_grant' })
    return answer(200, { access_token: 'tok-4f1c9e7a2b', token_type: 'bearer' })
  })
  const login = 'grant_type=password&client_id=shop-app&username=ann&password=hunter2-horse'
  const made = await init('client', url, '--login', `curl ${url}/token -d ${login}`, '--no-run')
  expect(made.stdout).toContain('an unknown user is refused with 403')
  expect(await made.text('smoke-contract.ts')).toMatch(
    /client_id: '\{CLIENT_ID\}',\s+username: 'smoke-nobody-\{run\}'/,
  )
})
