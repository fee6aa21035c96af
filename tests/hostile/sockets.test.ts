import { describe, expect, test } from 'vitest'
import { startHostileServer } from './support/hostile-server.ts'
import { SOCKET_HOSTILITIES } from './support/socket-hostilities.ts'
import { useDeployment } from './support/use-deployment.ts'

/** What is named for them; the others are `ws.malformed`. */
const CODES: Readonly<Record<string, string>> = {
  'a handshake with headers without end': 'ws.no-upgrade',
  'a handshake that drips': 'ws.timeout',
  'a refusal without end': 'ws.refused',
  'a refusal that drips': 'ws.refused',
  'a refusal as a gzip bomb': 'ws.refused',
  'informational answers without end': 'ws.timeout',
  'a frame that drips': 'ws.silent',
  'a frame a moment, for ever': 'ws.silent',
  'a close that says commands': 'ws.refused',
}

/** Handshakes take turns; an agent's answer is waited for 30 s (contracts/netra/golden-path.ts). */
const WITHIN_SECONDS = 25
const AGENT_SECONDS = 30

describe('a WebSocket that answers with', () => {
  const deployment = useDeployment('hostile-sockets')

  test.each(Object.entries(SOCKET_HOSTILITIES))(
    '%s costs a bounded time and memory, and is named',
    { timeout: 120_000 },
    async (name, hostility) => {
      const server = await startHostileServer(hostility)
      try {
        const run = await deployment.run({ WEBSOCKET_URL: server.url.replace('http', 'ws') })
        await deployment.expectSafe(
          run,
          WITHIN_SECONDS + (CODES[name] === 'ws.silent' ? AGENT_SECONDS : 0),
        )
        expect(run.reports.ctrf.results.extra.rootCauses).toContainEqual(
          expect.objectContaining({ code: CODES[name] ?? 'ws.malformed', service: 'backend' }),
        )
      } finally {
        server.close()
      }
    },
  )
})
