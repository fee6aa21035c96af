import type { Answer, Exchange } from '../../helpers/http/exchange.ts'
import { createHttpClient } from '../../helpers/http/http-client.ts'
import type { RequestSpec } from '../../helpers/http/request.ts'
import { joinUrl } from '../../helpers/url/join-url.ts'
import { processEnv } from '../target/process-env.ts'

/** Requests that `init` makes up itself: each is GET, HEAD or OPTIONS. */
export const MOST_LOOKS = 60
/** Milliseconds that one of them may take. */
const PATIENCE_MS = 10_000
/** Of a page's script. */
const LARGE_BYTES = 3_145_728

/** Sends what `init` asks: looks are counted and bounded, acts are what the person gave as curl lines. */
export interface Asker {
  /** Undefined when there was no answer, or when no look is left. */
  look(base: string, path: string, how?: Look): Promise<Answer | undefined>
  /** The same with the reason why nothing came. */
  reach(base: string, path: string): Promise<Exchange>
  act(spec: RequestSpec): Promise<Exchange>
  /** So many looks are made in all from here on, until the next call: each service has its share. */
  allow(looks: number): void
  /** Looks so far, and looks that were not made since none was left. */
  readonly count: () => { readonly looks: number; readonly missed: number }
  close(): Promise<void>
}

export interface Look {
  readonly method?: 'GET' | 'HEAD' | 'OPTIONS'
  readonly headers?: Readonly<Record<string, string>>
}

/** Makes one; at most `MOST_LOOKS` of its looks are sent. */
export function createAsker(version: string, stop: AbortSignal): Asker {
  const client = createHttpClient({
    timeoutMs: PATIENCE_MS,
    bodyLimitBytes: LARGE_BYTES,
    userAgent: `post-deploy-smoke/${version} (init)`,
    processEnv,
    signal: stop,
  })
  let allowed = MOST_LOOKS
  let made = 0
  let missed = 0
  const reach = (base: string, path: string, { method = 'GET', headers = {} }: Look = {}) => {
    made += 1
    return client.ask({
      method,
      url: path === '' ? base : joinUrl(base, path),
      headers: { accept: 'application/json, text/plain;q=0.9, */*;q=0.8', ...headers },
      // A second try would be a request that is not counted.
      again: 'never',
    })
  }
  return {
    reach,
    async look(base, path, how) {
      if (made >= allowed) {
        missed += 1
        return undefined
      }
      const exchange = await reach(base, path, how)
      return exchange.kind === 'answer' ? exchange : undefined
    },
    allow: (looks) => {
      allowed = Math.min(looks, MOST_LOOKS)
    },
    act: (spec) => client.ask({ ...spec, again: 'never' }),
    count: () => ({ looks: made, missed }),
    close: () => client.close(),
  }
}
