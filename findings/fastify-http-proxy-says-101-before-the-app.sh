#!/usr/bin/env bash
# @fastify/http-proxy 11.6.3 with `websocket: true` (fastify 5.12.8, its own ws), beside http-proxy 1.18.1
# Expected: the app's refusal of a handshake (403 with a reason) reaches the client, as RFC 6455 4.2.2 lets a server refuse, and
#           the app chooses among the subprotocols that the client offers.
# Real: the plugin answers 101 by itself, with the first subprotocol of the list, before it asks the app. It offers the app that
#       one alone, and of the headers its README promises no more than Cookie. When the app refuses, the open socket is closed
#       with 1011.
# Matters: a client counts as connected, and a wrong token looks like a crash of the server; an app that wants its token from the
#          header or the second subprotocol refuses everybody behind this proxy, and accepts them without it.
# Seen (2026-11-28):
#   http-proxy: 403 {"error":"no token"}; app sees offers "token.abc,chat.v1", Authorization yes, Origin yes
#   @fastify/http-proxy: 101 with token.abc, then close 1011; app sees offers "token.abc", Authorization no, Origin no
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund fastify@5.12.8 @fastify/http-proxy@11.6.3 http-proxy@1.18.1 ws@8.23.0
cat > try.mjs <<'JS'
import { createServer } from 'node:http'
import fastifyProxy from '@fastify/http-proxy'
import fastify from 'fastify'
import httpProxy from 'http-proxy'
import { WebSocket } from 'ws'

const open = (server) => new Promise((up) => server.listen(0, '127.0.0.1', () => up(server.address().port)))
const BODY = '{"error":"no token"}'
let sees = ''
const app = createServer().on('upgrade', ({ headers }, socket) => {
  const has = (name) => (headers[name] === undefined ? 'no' : 'yes')
  sees = `offers "${headers['sec-websocket-protocol']}", Authorization ${has('authorization')}, Origin ${has('origin')}`
  socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\nConnection: close\r\n\r\n${BODY}`)
})
const target = `http://127.0.0.1:${await open(app)}`
const byHttpProxy = httpProxy.createProxyServer({ target })
const byFastify = fastify()
await byFastify.register(fastifyProxy, { upstream: target, websocket: true })
await byFastify.ready()
const PROXIES = {
  'http-proxy': createServer().on('upgrade', (request, socket, head) => byHttpProxy.ws(request, socket, head)),
  '@fastify/http-proxy': byFastify.server,
}
const seen = []
for (const [name, server] of Object.entries(PROXIES)) {
  const options = { origin: 'https://app.example', headers: { authorization: 'Bearer a-token' } }
  const socket = new WebSocket(`ws://127.0.0.1:${await open(server)}/`, ['token.abc', 'chat.v1'], options)
  const got = await new Promise((done) => {
    let first = ''
    socket.on('open', () => { first = `101 with ${socket.protocol}, then ` })
    socket.on('close', (code) => done(`${first}close ${code}`))
    socket.on('error', () => undefined)
    socket.on('unexpected-response', (_request, response) => {
      response.setEncoding('utf8').on('data', (text) => done(`${response.statusCode} ${text}`))
    })
  })
  const words = `${got}; app sees ${sees}`
  console.log(`${name}: ${words}`)
  seen.push(words)
}
const AS_SEEN = [
  `403 ${BODY}; app sees offers "token.abc,chat.v1", Authorization yes, Origin yes`,
  '101 with token.abc, then close 1011; app sees offers "token.abc", Authorization no, Origin no',
]
process.exit(JSON.stringify(seen) === JSON.stringify(AS_SEEN) ? 0 : 1)
JS
node try.mjs
