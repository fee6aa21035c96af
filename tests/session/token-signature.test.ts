import { createPublicKey } from 'node:crypto'
import { expect, test } from 'vitest'
import type { JwtPromise } from '../../contracts/schema/jwt.ts'
import { Secret } from '../../env/secret.ts'
import { resolveContract } from '../../helpers/session/resolve-contract.ts'
import type { Session } from '../../helpers/session/session.ts'
import { signatureOf } from '../../helpers/session/token-signature.ts'
import { netra, tokens } from '../support/contracts.ts'
import { makeIssuer, NOW } from '../tokens/support/issuer.ts'

const [issuer, other] = [makeIssuer('ES256'), makeIssuer('ES256', 'another')]
const pem = (of: typeof issuer) =>
  createPublicKey(of.key.reveal()).export({ type: 'spki', format: 'pem' }).toString()
const [jwk = {}] = issuer.jwks?.keys ?? []

/** What a run finds of the issuer's token, if the contract names this key and the environment holds these variables. */
async function judged(
  key: JwtPromise['key'],
  { texts = {}, secrets = {} }: Partial<Pick<Session['target'], 'texts' | 'secrets'>> = {},
) {
  const target = { urls: {}, texts, secrets, kind: 'staging' } as unknown as Session['target']
  const jwt: JwtPromise = { ...issuer.promise, key }
  const contract = resolveContract({ ...netra, tokens: { ...tokens, jwt } }, target, 'r1')
  const [way] = tokens.ways
  if (way === undefined) throw new Error('Netra has no way to a token')
  const issued = { way, token: new Secret(await issuer.issue()), receivedAtMs: NOW.getTime() }
  return (await signatureOf({ contract, target } as Session, issued)).kind
}

test.each<[string, Parameters<typeof judged>]>([
  ['PEM in the contract', [{ kind: 'public', key: pem(issuer) }]],
  ['a JWK in the contract', [{ kind: 'public', key: { ...jwk } }]],
  [
    'a variable that the contract names',
    [
      { kind: 'public', key: '{JWT_PUBLIC_KEY}' },
      { texts: { JWT_PUBLIC_KEY: pem(issuer).replaceAll('\n', '\\n') } },
    ],
  ],
  [
    'a secret variable with the private key',
    [{ kind: 'secret', variable: 'JWT_KEY' }, { secrets: { JWT_KEY: issuer.key } }],
  ],
])('a token is checked with the key of its issuer: %s', async (_, [key, held]) => {
  expect(await judged(key, held)).toBe('valid')
})

test('a token that another key signed is not of the promised one', async () => {
  expect(await judged({ kind: 'public', key: pem(other) })).toBe('invalid')
})

test('without the variable nothing is judged', async () => {
  await expect(judged({ kind: 'secret', variable: 'JWT_KEY' })).rejects.toThrow(
    'JWT_KEY is not set: the signature cannot be checked from outside',
  )
})
