#!/usr/bin/env bash
# stomp-broker-js 1.3.0 (over its own ws 5.2)
# Expected: a SEND with a `receipt` header is answered with RECEIPT (STOMP 1.2, "Receipt": the server acknowledges it once it is done).
# Real: nothing. DISCONNECT with a receipt gets one, SEND never does: the callback that would send it is dropped on its way.
# Matters: a health check or a client that waits for the receipt of its message waits for ever, and the message was delivered.
# Seen (2026-11-28):
#   the other client got: MESSAGE
#   RECEIPT for SEND within 1 s: no
#   RECEIPT for DISCONNECT: yes
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund stomp-broker-js@1.3.0 ws@8.23.0 >/dev/null 2>&1
cat > try.mjs <<'JS'
import { createServer } from 'node:http'
import StompServer from 'stomp-broker-js'
import { WebSocket } from 'ws'

const server = createServer()
new StompServer({ server, path: '/ws' })
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const frame = (command, headers, body = '') => `${command}\n${headers.join('\n')}\n\n${body}\0`

async function client() {
  const socket = new WebSocket(`ws://127.0.0.1:${server.address().port}/ws`, ['v12.stomp'])
  const heard = []
  socket.on('message', (data) => heard.push(data.toString()))
  await new Promise((open) => socket.once('open', open))
  socket.send(frame('CONNECT', ['accept-version:1.2', 'host:/']))
  const until = async (start, ms = 1_000) => {
    for (let waited = 0; waited < ms; waited += 20) {
      if (heard.some((text) => text.startsWith(start))) return true
      await new Promise((later) => setTimeout(later, 20))
    }
    return false
  }
  await until('CONNECTED')
  return { socket, until }
}

const [one, other] = [await client(), await client()]
other.socket.send(frame('SUBSCRIBE', ['id:0', 'destination:/a']))
await new Promise((later) => setTimeout(later, 100))
one.socket.send(frame('SEND', ['destination:/a', 'receipt:r1'], 'hello'))
const delivered = await other.until('MESSAGE')
const receipt = await one.until('RECEIPT')
one.socket.send(frame('DISCONNECT', ['receipt:r2']))
const atEnd = await one.until('RECEIPT')
console.log('the other client got:', delivered ? 'MESSAGE' : 'nothing')
console.log('RECEIPT for SEND within 1 s:', receipt ? 'yes' : 'no')
console.log('RECEIPT for DISCONNECT:', atEnd ? 'yes' : 'no')
process.exit(delivered && !receipt && atEnd ? 0 : 1)
JS
node try.mjs
