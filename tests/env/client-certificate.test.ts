import { createPrivateKey } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientCertificate, withClientCertificate } from '../../env/client-certificate.ts'
import { Secret } from '../../env/secret.ts'
import type { Target } from '../../env/target.ts'
import { createRedactor } from '../../helpers/redact/redact.ts'
import { configuredSecrets } from '../../helpers/session/secrets.ts'
import { makeCertificate } from '../http/support/certificates.ts'

const PASSPHRASE = 'quiet-lantern-31-blue-harbor'
const FILES: Record<string, string> = {}
let dir = ''

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'smoke-client-'))
  const [pair, other, old] = await Promise.all([
    makeCertificate('smoke-run'),
    makeCertificate('other-run'),
    makeCertificate('smoke-run', { days: 5 }),
  ])
  const locked = createPrivateKey(pair.key)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE })
    .toString()
  const texts = {
    cert: pair.cert,
    key: pair.key,
    locked,
    otherKey: other.key,
    old: old.cert,
    oldKey: old.key,
    words: 'no PEM at all',
  }
  for (const [name, text] of Object.entries(texts)) {
    FILES[name] = join(dir, `${name}.pem`)
    await writeFile(FILES[name], text)
  }
  FILES.gone = join(dir, 'gone.pem')
})
afterAll(() => rm(dir, { recursive: true }))

function target(cert?: string, key?: string, passphrase?: string): Target {
  return {
    environment: 'staging',
    kind: 'staging',
    urls: { API_URL: 'https://api.example.com/base', CHAT_URL: 'wss://chat.example.com:8443' },
    texts: {
      ...(cert && { CLIENT_CERT_FILE: FILES[cert] ?? '' }),
      ...(key && { CLIENT_KEY_FILE: FILES[key] ?? '' }),
    },
    secrets: passphrase === undefined ? {} : { CLIENT_KEY_PASSPHRASE: new Secret(passphrase) },
    readyWaitSeconds: 0,
    requestTimeoutMs: 1_000,
    maxConcurrentRequests: 4,
    knownHosts: [],
    origins: [],
    warnings: [],
  }
}

const read = async (...files: Parameters<typeof target>) =>
  withClientCertificate(target(...files), Date.now())

describe('a client certificate', () => {
  test('is not needed', async () => {
    const read = await withClientCertificate(target(), Date.now())
    expect(read).toEqual(target())
    expect(clientCertificate(target())).toBeUndefined()
  })

  test.for<[string, Parameters<typeof target>]>([
    ['with its key', ['cert', 'key']],
    ['with its key and a passphrase that it does not need', ['cert', 'key', PASSPHRASE]],
    ['with a key that is encrypted', ['cert', 'locked', PASSPHRASE]],
  ])('is read %s, and shown to the hosts of the URLs', async ([, files]) => {
    const found = await read(...files)
    if (!('urls' in found)) throw new Error(JSON.stringify(found))
    const shown = clientCertificate(found)
    expect(shown?.certificate).toContain('BEGIN CERTIFICATE')
    expect(shown?.key.reveal()).toContain('BEGIN PRIVATE KEY')
    expect(shown?.hosts).toEqual(['api.example.com', 'chat.example.com:8443'])
    expect(JSON.stringify(found)).not.toContain('PRIVATE KEY')
    const { redact } = createRedactor(configuredSecrets(found, {}))
    const key = shown?.key.reveal() ?? ''
    const said = redact(`an error with ${key} and ${key.replaceAll('\n', '\\n')} and ${PASSPHRASE}`)
    expect(said).not.toContain(key.split('\n')[1])
    if (files.includes(PASSPHRASE)) expect(said).not.toContain(PASSPHRASE)
  })

  test.for<[Parameters<typeof target>, string, RegExp]>([
    [['cert'], 'CLIENT_KEY_FILE', /is not set, and CLIENT_CERT_FILE is/],
    [[undefined, 'key'], 'CLIENT_CERT_FILE', /is not set, and CLIENT_KEY_FILE is/],
    [['gone', 'key'], 'CLIENT_CERT_FILE', /names a file that does not exist/],
    [['cert', 'gone'], 'CLIENT_KEY_FILE', /names a file that does not exist/],
    [['words', 'key'], 'CLIENT_CERT_FILE', /holds no certificate in PEM/],
    [['cert', 'words'], 'CLIENT_KEY_FILE', /holds no private key in PEM/],
    [['key', 'cert'], 'CLIENT_CERT_FILE', /holds no certificate in PEM/],
    [['old', 'oldKey'], 'CLIENT_CERT_FILE', /expired on/],
    [['cert', 'otherKey'], 'CLIENT_KEY_FILE', /another key/],
    [['cert', 'locked'], 'CLIENT_KEY_PASSPHRASE', /is not set, and CLIENT_KEY_FILE is encrypted/],
    [['cert', 'locked', 'wrong'], 'CLIENT_KEY_PASSPHRASE', /does not open the key/],
  ])('from %j is a problem of %s', async ([files, variable, message]) => {
    const found = await read(...files)
    expect(found).toMatchObject([{ variable, message: expect.stringMatching(message) }])
    expect(JSON.stringify(found)).not.toMatch(/PRIVATE KEY-----\n|wrong"/)
  })
})
