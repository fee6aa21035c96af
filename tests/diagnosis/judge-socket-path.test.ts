import { expect, test } from 'vitest'
import type { PagePromise } from '../../contracts/schema/page.ts'
import { judgeSocketPath } from '../../helpers/diagnosis/judges/page/judge-socket-path.ts'
import { readScript } from '../../helpers/page/read-script.ts'
import { netra as contract } from '../support/contracts.ts'
import { ASKED } from './support/facts.ts'

const PAGE = contract.pages[0] as PagePromise
const SOCKETS = { chat: 'wss://api.example.com/ws/chat' }

/** What is said of a page with that script. */
async function read(text: string) {
  const reading = await readScript(text, 'module', [])
  return judgeSocketPath([{ reading, asked: ASKED }], { sockets: SOCKETS }, PAGE)
}

test.each([
  'new WebSocket("wss://api.example.com/ws/v2")',
  'const s={VITE_WS_URL:"wss://api.example.com/websocket"}',
])('a script that opens another path of the host of a WebSocket: %s', async (text) => {
  const found = await read(text)
  expect(found).toMatchObject({
    code: 'frontend.wrong-target',
    severity: 'warning',
    subject: 'chat',
    expected: 'chat: wss://api.example.com/ws/chat',
  })
  expect(found?.summary).toMatch(/opens "wss:\S+", and none that was read opens/)
})

test.each([
  'new WebSocket("wss://api.example.com/ws/chat")',
  'new WebSocket("wss://api.example.com/ws/chat/?v=2")',
  'new WebSocket("wss://api.example.com" + path)',
  'const s={VITE_WS_URL:"wss://api.example.com/ws"}',
  'new WebSocket("wss://api.example.com/ws/chat");new WebSocket("wss://api.example.com/news")',
  'new WebSocket("wss://push.example.net/news")',
  'fetch("https://api.example.com/items")',
])('%s is none', async (text) => {
  expect(await read(text)).toBeUndefined()
})
