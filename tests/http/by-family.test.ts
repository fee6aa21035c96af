import type { LookupAddress } from 'node:dns'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { judgeFamilies } from '../../helpers/diagnosis/judges/health/judge-families.ts'
import { askByFamily } from '../../helpers/http/by-family.ts'
import { backend } from '../support/contracts.ts'
import { serveHttp } from './support/serve.ts'

const OPTIONS = { timeoutMs: 2_000, userAgent: 'test', processEnv: {} }

/** A second loopback address stands for the IPv6 one, since not every machine has that. */
const BOTH: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '127.0.0.2', family: 6 },
]

/** Two servers behind one name and port; the second answers with `status`, or nothing listens there. */
async function twoBehindOneName(status: number | undefined) {
  const { port } = await serveHttp((_asked, answer) => answer.end('new'))
  if (status !== undefined) {
    const old = createServer((_asked, answer) => answer.writeHead(status).end('old'))
    await new Promise<void>((done) => old.listen(port, '127.0.0.2', done))
    onTestFinished(() => new Promise((done) => old.close(() => done())))
    expect((old.address() as AddressInfo).port).toBe(port)
  }
  return `http://two.example.test:${port}/health`
}

const ask = (url: string, addresses = BOTH) => askByFamily(url, OPTIONS, async () => addresses)

test('each family is asked at its own address', async () => {
  const facts = await ask(await twoBehindOneName(200))
  expect(facts).toMatchObject([
    { family: 'IPv4', address: '127.0.0.1', exchange: { text: 'new' } },
    { family: 'IPv6', address: '127.0.0.2', exchange: { text: 'old' } },
  ])
  expect(judgeFamilies(facts, backend)).toBeUndefined()
})

test('an old app behind one address is named with the family', async () => {
  const finding = judgeFamilies(await ask(await twoBehindOneName(500)), backend)
  expect(finding).toMatchObject({
    code: 'service.unstable',
    severity: 'failure',
    subject: 'IPv6',
    summary: 'backend answers over IPv4, and over IPv6 (127.0.0.2) it answers 500',
  })
})

test('an address without a listener is a warning: browsers take the other', async () => {
  const finding = judgeFamilies(await ask(await twoBehindOneName(undefined)), backend)
  expect(finding).toMatchObject({ code: 'service.unstable', severity: 'warning' })
})

test('an address without a listener on this machine is nothing', async () => {
  const { url, port } = await serveHttp((_asked, answer) => answer.end('new'))
  const asked = url.replace('127.0.0.1', 'localhost')
  const facts = await askByFamily(asked, OPTIONS, async () => BOTH)
  expect(facts).toHaveLength(2)
  expect(port).toBeGreaterThan(0)
  expect(judgeFamilies(facts, backend)).toBeUndefined()
})

test.for<[string, string, readonly LookupAddress[]]>([
  ['of one family', 'http://one.example.test/', BOTH.slice(0, 1)],
  ['that is an address', 'http://127.0.0.1/', BOTH],
  ['without an address', 'http://none.example.test/', []],
])('a host %s is not asked', async ([, url, addresses]) => {
  expect(await ask(url, addresses)).toEqual([])
})

test('a host behind a proxy is not asked: the proxy resolves it', async () => {
  const options = { ...OPTIONS, processEnv: { HTTP_PROXY: 'http://127.0.0.1:9' } }
  expect(await askByFamily('http://two.example.test/', options, async () => BOTH)).toEqual([])
})
