import { fileURLToPath } from 'node:url'
import { type ChatPromise, socketContract } from '../contracts/socket.ts'
import type { Expected } from '../harness/judge.ts'
import type { Row } from '../harness/row.ts'
import { serveWebApp } from '../harness/serve.ts'
import { freePorts, startSoftware } from '../harness/software.ts'

const KEY = 'a-key-of-this-run-0123456789-abcdefghijklmnop'

/** The settings of the program, and what the contract promises of it. */
export interface Deployed {
  /** STATE of the program; default `healthy`. */
  readonly state?: string
  readonly promise?: ChatPromise
  /** ORIGINS of the program: `web` is the web app's. */
  readonly origins?: string
}

/** One row of tests/real/sockets. */
export function socketRow(
  software: string,
  state: string,
  expected: Expected,
  deployed: Deployed = {},
): Row {
  return {
    kind: 'socket',
    software,
    state,
    expected,
    open: async (cleanup) => {
      const [port = 0] = await freePorts(1)
      const { promise = {}, origins } = deployed
      const web = promise.web === true ? await serveWebApp(cleanup) : undefined
      await startSoftware(
        fileURLToPath(new URL(`../sockets/${software}`, import.meta.url)),
        [port],
        {
          KEY,
          STATE: deployed.state ?? 'healthy',
          ...(origins === undefined ? {} : { ORIGINS: origins.replace('web', web ?? '') }),
        },
        cleanup,
      )
      return {
        contract: socketContract(promise),
        env: {
          CHAT_URL: `http://127.0.0.1:${port}`,
          ...(promise.withoutTokens === true ? {} : { JWT_KEY: KEY }),
          ...(web === undefined ? {} : { WEB_URL: web }),
        },
      }
    },
  }
}
