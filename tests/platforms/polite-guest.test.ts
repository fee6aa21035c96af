import { expect, test } from 'vitest'
import { runInLab } from '../support/lab.ts'

/** What a run may ask of the first platform at most: HTTP requests, and handshakes of a WebSocket (README.md, "What is sent"). */
const MOST_REQUESTS = 130
const MOST_HANDSHAKES = 18

test('a healthy deployment gets no more requests and handshakes than promised', async () => {
  const { record } = await runInLab(['--env', 'local'])
  const { requests, leftOut } = record.requestLog
  expect(record.rootCauses).toEqual([])
  expect(leftOut).toBe(0)
  const handshakes = requests.filter(({ url }) => url.startsWith('ws')).length
  expect(requests.length - handshakes).toBeGreaterThan(100)
  expect(requests.length - handshakes).toBeLessThanOrEqual(MOST_REQUESTS)
  expect(handshakes).toBeLessThanOrEqual(MOST_HANDSHAKES)
})
