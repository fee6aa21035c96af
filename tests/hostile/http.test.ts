import { describe, expect, test } from 'vitest'
import { startHostileServer } from './support/hostile-server.ts'
import { HOSTILITIES } from './support/hostilities.ts'
import { useDeployment } from './support/use-deployment.ts'

/** What is named for them; the others are `http.malformed`. */
const CODES: Readonly<Record<string, string>> = {
  'a status line without end': 'http.timeout',
  'a chunk extension without end': 'http.timeout',
  'a body that drips': 'http.timeout',
  'headers that drip': 'http.timeout',
  'a redirect to itself': 'service.redirected',
  'JSON nested a quarter of a million deep': 'service.wrong-identity',
  'JSON of empty lists': 'service.wrong-identity',
  'JSON of empty objects as 503': 'service.unavailable',
  'JSON nested a quarter of a million deep as 503': 'service.unavailable',
  'JSON of thirty thousand keys': 'service.wrong-identity',
  'invalid UTF-8 and NUL': 'service.wrong-identity',
}

/** A timeout of 2 s, the probing of a silent service, and a machine that has other things to do. */
const WITHIN_SECONDS = 25

describe('a backend that answers with', () => {
  const deployment = useDeployment('hostile-http')

  test.each(Object.entries(HOSTILITIES))(
    '%s costs a bounded time and memory, and is named',
    { timeout: 120_000 },
    async (name, hostility) => {
      const server = await startHostileServer(hostility)
      try {
        const run = await deployment.run({
          BACKEND_URL: server.url,
          WEBSOCKET_URL: deployment.reference.urls.websocket,
        })
        await deployment.expectSafe(run, WITHIN_SECONDS)
        expect(run.reports.ctrf.results.extra.rootCauses).toContainEqual(
          expect.objectContaining({ code: CODES[name] ?? 'http.malformed', service: 'backend' }),
        )
      } finally {
        server.close()
      }
    },
  )

  test.each(Object.entries(HOSTILITIES).filter(([name]) => /JSON|UTF-8|bomb/.test(name)))(
    '%s is as harmless while it is waited for',
    { timeout: 120_000 },
    async (_, hostility) => {
      const server = await startHostileServer(hostility)
      try {
        await deployment.expectSafe(
          await deployment.run({ AUTH_SERVICE_URL: server.url }, ['--wait', '2']),
          WITHIN_SECONDS,
        )
      } finally {
        server.close()
      }
    },
  )
})
