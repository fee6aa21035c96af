import { onTestFinished } from 'vitest'
import type { Exchange } from '../../../helpers/http/exchange.ts'
import {
  createHttpClient,
  type HttpClient,
  type HttpOptions,
} from '../../../helpers/http/http-client.ts'
import type { RequestSpec } from '../../../helpers/http/request.ts'

/** A client as a run has one, with a short deadline, closed with the test. */
export function clientWith(options: Partial<HttpOptions> = {}): HttpClient {
  const client = createHttpClient({
    timeoutMs: 5_000,
    userAgent: 'post-deploy-smoke-test/1',
    processEnv: {},
    ...options,
  })
  onTestFinished(() => client.close())
  return client
}

/** One request of a client of its own. */
export function askWith(
  url: string,
  { client, ...spec }: Partial<RequestSpec> & { client?: Partial<HttpOptions> } = {},
): Promise<Exchange> {
  return clientWith(client).ask({ method: 'GET', url, ...spec })
}
