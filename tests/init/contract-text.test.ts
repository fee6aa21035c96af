import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contractText } from '../../command/init/contract-text.ts'
import { Comments, type Draft } from '../../command/init/draft.ts'
import { filesIn, writeFiles } from '../../command/init/files.ts'
import { FORMATS } from '../../command/init/init-flags.ts'
import { loadContract } from '../../contracts/load-contract.ts'
import { useFolder } from '../support/folders.ts'

const folder = useFolder('init-text')

/** What a server may say, to break out of a text or a comment. */
const HOSTILE = `'"\`\${ x }*/ -->\n// \u2028\u202e\x1b[31m#: {a: [1, 'b'] \\ end`

function draft(text: string): Draft {
  return {
    platform: `platform ${text.replaceAll(/\p{C}/gu, '')}`,
    variables: [
      {
        name: 'API_URL',
        meaning: 'the API',
        example: 'https://api.example.com',
        kind: 'url',
        presence: 'required',
      },
      { name: 'API_USER', meaning: 'a user', example: 'ann', kind: 'text', presence: 'required' },
      {
        name: 'API_PASSWORD',
        meaning: 'a password',
        example: 'blue-harbor-7',
        kind: 'secret',
        presence: 'required',
      },
    ],
    services: [
      {
        name: 'api',
        urlVariable: 'API_URL',
        health: [
          {
            id: 'ready',
            path: '/ready',
            role: 'readiness',
            statuses: [200],
            body: { format: 'text', at: 'text', healthy: [text, true] },
            head: 'agrees',
          },
          { id: 'health', path: '/health', role: 'liveness', statuses: [204] },
        ],
        identity: [{ path: '/', at: 'name', is: [text] }],
        revision: [],
        protectedRoutes: [
          {
            title: '/me',
            request: { service: 'api', method: 'GET', path: '/me' },
            accepted: [200],
            withoutCredentials: { statuses: [401] },
            withWrongToken: { statuses: [401, 403] },
          },
        ],
      },
    ],
    tokens: {
      issuer: 'api',
      ways: [
        {
          id: 'login',
          title: 'login',
          source: {
            from: 'request',
            token: 'access_token',
            request: {
              service: 'api',
              method: 'POST',
              path: '/login',
              json: {
                user: '{API_USER}',
                password: '{API_PASSWORD}',
                deep: [{ a: null, 'odd key': 1 }],
              },
            },
          },
        },
      ],
      wrongCredentials: [],
    },
    sockets: [],
    journeys: [],
    pages: [{ service: 'api', path: '/', title: text }],
  }
}

describe.each(FORMATS)('a contract that init writes as %s', (format) => {
  test.each([
    ['plain words', 'plain words'],
    ['hostile text', HOSTILE],
  ])('is read as it was meant, with %s', async (_, text) => {
    const meant = draft(text)
    const comments = new Comments()
    const [service] = meant.services
    for (const piece of [service, service?.health[0], meant.tokens, meant.pages[0]])
      if (piece !== undefined) comments.add(piece, `seen: ${text}`, 'guessed: a second line')
    const file = join(folder.path, `contract.${format}`)
    await writeFile(file, contractText(meant, comments, format, [`head ${text}`]))
    const read = await loadContract(file)
    if (read.kind === 'faults') throw new Error(JSON.stringify(read.faults))
    const { contract } = read
    expect(contract.services[0]).toMatchObject({
      health: [
        {
          role: 'readiness',
          statuses: [200],
          head: 'agrees',
          body: { format: 'text', healthy: [text, true] },
        },
        { id: 'health', role: 'liveness', statuses: [204] },
      ],
      identity: [{ is: [text] }],
      protectedRoutes: [
        { withoutCredentials: { statuses: [401] }, withWrongToken: { statuses: [401, 403] } },
      ],
    })
    expect(contract.tokens?.ways[0]).toMatchObject({
      needs: ['API_USER', 'API_PASSWORD'],
      source: { request: { json: { deep: [{ a: null, 'odd key': 1 }] } } },
    })
    expect(contract.pages[0]?.title).toBe(text)
  })
})

test('the env file shows what a server calls its platform, and none of it acts', async () => {
  const composed = {
    draft: { ...draft('x'), platform: `${HOSTILE}\r\u0085API_URL=https://other.example` },
    comments: new Comments(),
    values: { API_URL: 'https://api.example.com' },
    secrets: {},
  }
  const files = filesIn(join(folder.path, 'hostile'), 'ts')
  await writeFiles(files, composed, { kind: 'local', format: 'ts', command: 'npm test' })
  const lines = (await readFile(files.env, 'utf8')).trimEnd().split('\n')
  expect(lines.join('')).not.toMatch(/\p{C}|[\u2028\u2029]/u)
  expect(lines.slice(1)).toEqual(['ENVIRONMENT=local', 'API_URL=https://api.example.com'])
})

test('comments stand above their piece, and end with their line', () => {
  const meant = draft('x')
  const comments = new Comments()
  const [first] = meant.services[0]?.health ?? []
  if (first !== undefined) comments.add(first, 'seen: one\nevil()')
  const text = contractText(meant, comments, 'ts', [])
  expect(text).toMatch(/^ {8}\/\/ seen: one\\nevil\(\)\n {8}\{$/m)
})

test('a preset that promises liveness with dependencies keeps that role, and with it an id of its own', () => {
  const meant = draft('x')
  const comments = new Comments()
  const health = meant.services[0]?.health[1]
  const options = { role: 'liveness', dependencies: ['db'], head: 'agrees' } as const
  if (health !== undefined)
    comments.shorten(health, { name: 'actuator', path: '/actuator/health', options })
  expect(contractText(meant, comments, 'ts', [])).toContain(
    "actuator('/actuator/health', { role: 'liveness', dependencies: ['db'], head: 'agrees' })",
  )
})
