import { createHttpClient, type HttpOptions } from '../../../helpers/http/http-client.ts'

/** Run by itself, because Node reads `NODE_EXTRA_CA_CERTS` only as it starts: asks every URL and prints the facts. */
export async function main([options = '{}', ...urls]: readonly string[]): Promise<number> {
  const client = createHttpClient({
    timeoutMs: 5_000,
    userAgent: 'child',
    processEnv: {},
    ...(JSON.parse(options) as Partial<HttpOptions>),
  })
  const exchanges = await Promise.all(urls.map((url) => client.ask({ method: 'GET', url })))
  await client.close()
  process.stdout.write(JSON.stringify(exchanges))
  return 0
}
