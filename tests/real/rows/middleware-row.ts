import { fileURLToPath } from 'node:url'
import { type ApiPromise, apiContract } from '../contracts/api.ts'
import type { Expected } from '../harness/judge.ts'
import type { Row } from '../harness/row.ts'
import { AUDIENCE, startSmallIssuer, type Tokens, USER } from '../harness/small-issuer.ts'
import { freePorts, startSoftware } from '../harness/software.ts'

export const KEY = 'ZGVwbG95ZWQta2V5LW9mLXRoaXMtcnVuLTAxMjM0NTY3ODlhYmNkZWY='
export const OTHER_KEY = 'a-key-of-another-deployment-0123456789-abcdef-0123'

/** A token middleware: in which words it refuses, and which of them say why. */
export interface Middleware {
  readonly file: string
  readonly promise?: ApiPromise
  /** Its words for a foreign signature, or a foreign audience, where it says which. */
  readonly names?: readonly ('key' | 'audience')[]
  /** What it always checks. Default: audience. */
  readonly settings?: 'audience' | 'both' | 'none'
}

/** What differs between the deployment of a row and a good one. */
interface Deployed {
  readonly program?: string
  readonly key?: string
  readonly audience?: string
  readonly issuer?: 'checked'
  readonly tokens?: Tokens
  readonly promise?: ApiPromise
  /** The JWT_KEY of the run. */
  readonly runKey?: string | null
}

/** One row of tests/real/middlewares. */
export function middlewareRow(
  { file, promise = {}, settings = 'audience' }: Middleware,
  state: string,
  expected: Expected,
  deployed: Deployed = {},
): Row {
  return {
    kind: 'middleware',
    software: file,
    state,
    expected,
    open: async (cleanup) => {
      const issuer = await startSmallIssuer(KEY, deployed.tokens ?? {}, cleanup)
      const [port = 0] = await freePorts(1)
      const checksIssuer = settings === 'both' || deployed.issuer === 'checked'
      await startSoftware(
        fileURLToPath(new URL(`../middlewares/${file}`, import.meta.url)),
        [port],
        {
          KEY: deployed.key ?? KEY,
          AUDIENCE: settings === 'none' ? '' : (deployed.audience ?? AUDIENCE),
          ISSUER: checksIssuer ? issuer : '',
          STATE: deployed.program ?? 'healthy',
        },
        cleanup,
      )
      const { runKey = KEY } = deployed
      return {
        contract: apiContract({ ...promise, ...deployed.promise }),
        env: {
          AUTH_URL: issuer,
          API_URL: `http://127.0.0.1:${port}`,
          USER_PASSWORD: USER.password,
          ...(runKey === null ? {} : { JWT_KEY: runKey }),
        },
      }
    },
  }
}
