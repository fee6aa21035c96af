import { fileURLToPath } from 'node:url'
import type { ContractInput } from '../../../contracts/contract.ts'
import { apiContract } from '../contracts/api.ts'
import { cause, type Expected, HEALTHY } from '../harness/judge.ts'
import { type KeySet, startKeySetIssuer } from '../harness/key-set-issuer.ts'
import type { Row } from '../harness/row.ts'
import { AUDIENCE, USER } from '../harness/small-issuer.ts'
import { freePorts, startSoftware } from '../harness/software.ts'

/** Middlewares that read the key set of their issuer, each with a refusal of its own words. */
const SOFTWARE = ['go_oidc.go', 'keyfunc.go', 'jose-remote.mjs', 'drf_pyjwt.py']

/** How the service is deployed, where it is not as it should be. */
interface Deployed {
  readonly keySet?: KeySet
  readonly audience?: string
  readonly issuer?: string
}

const rejected = (says: RegExp) => cause('trust.token-rejected', 'api', { says })
const unreachable = cause('trust.auth-unreachable|trust.token-rejected', 'api')

const STATES: readonly (readonly [state: string, Expected, Deployed?])[] = [
  ['healthy, by the key set', HEALTHY],
  ['the key set of another issuer', rejected(/signature|key/), { keySet: 'jwks-of-another' }],
  ['the key set from before a rotation', rejected(/signature|key/), { keySet: 'jwks-before' }],
  ['another audience, by the key set', rejected(/audience/), { audience: 'another-api' }],
  ['another issuer, by the key set', rejected(/issuer/), { issuer: 'https://other.example' }],
  ['the key set is not served', unreachable, { keySet: 'jwks-down' }],
]

/** keyfunc does not start without a key set. */
const NEEDS_KEYS_TO_START = 'keyfunc.go'

export const KEY_SETS: readonly Row[] = SOFTWARE.flatMap((software) =>
  STATES.filter(
    ([, , deployed]) => software !== NEEDS_KEYS_TO_START || deployed?.keySet !== 'jwks-down',
  ).map(
    ([state, expected, deployed = {}]): Row => ({
      kind: 'middleware',
      software,
      state,
      expected,
      open: async (cleanup) => {
        const auth = await startKeySetIssuer(cleanup)
        const [port = 0] = await freePorts(1)
        await startSoftware(
          fileURLToPath(new URL(`../middlewares/${software}`, import.meta.url)),
          [port],
          {
            JWKS: `${auth}/${deployed.keySet ?? 'jwks'}`,
            AUDIENCE: deployed.audience ?? AUDIENCE,
            ISSUER: deployed.issuer ?? auth,
          },
          cleanup,
        )
        return {
          contract: contract(),
          env: {
            AUTH_URL: auth,
            API_URL: `http://127.0.0.1:${port}`,
            USER_PASSWORD: USER.password,
          },
        }
      },
    }),
  ),
)

function contract(): ContractInput {
  const { tokens, ...rest } = apiContract({})
  if (tokens?.jwt === undefined) throw new Error('the contract of an API promises JWTs')
  const key = { kind: 'jwks', request: { service: 'auth', path: '/jwks' } } as const
  return { ...rest, tokens: { ...tokens, jwt: { ...tokens.jwt, algorithms: ['RS256'], key } } }
}
