#!/usr/bin/env bash
# aedes 1.2.0 with createWebSocketStream of ws 8.23.0, as its documentation shows it
# Expected: CONNACK, a packet of four bytes, comes as one binary frame.
# Real: it comes in several frames, the first of one byte. MQTT 3.1.1 §6 allows it, and a client that reads a frame as a packet
#       never sees a CONNACK.
# Matters: a check that awaits the frame 20 02 00 00 finds a healthy broker silent; so packets are put together first.
# Seen (2026-11-28):
#   frames of CONNACK: 20 | 02 | 00 | 00
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund aedes@1.2.0 ws@8.23.0 >/dev/null 2>&1
cat > try.mjs <<'JS'
import { createServer } from 'node:http'
import { Aedes } from 'aedes'
import { createWebSocketStream, WebSocket, WebSocketServer } from 'ws'

const broker = await Aedes.createBroker()
const server = createServer()
new WebSocketServer({ server }).on('connection', (socket) => broker.handle(createWebSocketStream(socket)))
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const socket = new WebSocket(`ws://127.0.0.1:${server.address().port}`, ['mqtt'])
const frames = []
socket.on('message', (data) => frames.push(data.toString('hex')))
// CONNECT of MQTT 3.1.1: clean session, 60 s, no client id.
socket.on('open', () => socket.send(Buffer.from('100c00044d5154540402003c0000', 'hex')))
await new Promise((later) => setTimeout(later, 1_500))
console.log('frames of CONNACK:', frames.join(' | '))
process.exit(frames.join('') === '20020000' && frames.length > 1 ? 0 : 1)
JS
node try.mjs
