#!/usr/bin/env bash
# @fastify/http-proxy 11.6.3 (fastify 5.12.8, @fastify/reply-from 12.6.5), `proxy` of hono 4.13.19 and express-http-proxy 2.1.2, beside http-proxy 1.18.1
# Expected: a POST with `Expect: 100-continue` reaches the app, or the proxy answers 417. RFC 9110 10.1.1 lets a proxy
#           answer at once or forward the request. curl sends the header by itself with a body of more than 1 MB.
# Real: the proxy sends "100 Continue", takes the body, and answers 500; the app is never asked. The client underneath the first two,
#       undici, does not send the header ("expect header not supported"); express-http-proxy sets headers after node has sent them.
# Matters: small requests pass, large ones by curl or a client of .NET Framework get 500, and the app's log holds nothing about them.
# Seen (2026-11-28):
#   http-proxy: 100 then 200, the app was asked
#   @fastify/http-proxy: 100 then 500, the app was not asked
#   hono: 100 then 500, the app was not asked
#   express-http-proxy: 100 then 500, the app was not asked
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund fastify@5.12.8 @fastify/http-proxy@11.6.3 @fastify/reply-from@12.6.5 \
  hono@4.13.19 @hono/node-server@2.1.9 express@5.3.0 express-http-proxy@2.1.2 http-proxy@1.18.1
cat > try.mjs <<'JS'
import { createServer, request } from 'node:http'
import fastifyProxy from '@fastify/http-proxy'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import expressProxy from 'express-http-proxy'
import fastify from 'fastify'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'
import httpProxy from 'http-proxy'

const open = (server) => new Promise((up) => server.listen(0, '127.0.0.1', () => up(server.address().port)))
let asked = false
const app = `http://127.0.0.1:${await open(createServer((request, response) => { asked = true; request.resume().on('end', () => response.end('ok')) }))}`
const byHttpProxy = httpProxy.createProxyServer({ target: app })
const byFastify = fastify()
await byFastify.register(fastifyProxy, { upstream: app })
await byFastify.ready()
const byHono = new Hono().all('*', (context) => proxy(app + context.req.path, { ...context.req }))
const PROXIES = {
  'http-proxy': createServer((incoming, response) => byHttpProxy.web(incoming, response)),
  '@fastify/http-proxy': byFastify.server,
  hono: createServer(getRequestListener(byHono.fetch)),
  'express-http-proxy': createServer(express().use(expressProxy(app))),
}
console.error = () => undefined
const seen = []
for (const [name, server] of Object.entries(PROXIES)) {
  asked = false
  const port = await open(server)
  const words = await new Promise((done) => {
    let first = 'no 100'
    const headers = { 'content-type': 'application/json', 'content-length': 2, expect: '100-continue' }
    const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/', headers })
    sent.on('continue', () => { first = '100'; sent.end('{}') })
    sent.on('response', (answer) => done(`${first} then ${answer.statusCode}, the app was ${asked ? '' : 'not '}asked`))
    sent.flushHeaders()
  })
  console.log(`${name}: ${words}`)
  seen.push(words)
}
const LOST = '100 then 500, the app was not asked'
process.exit(JSON.stringify(seen) === JSON.stringify(['100 then 200, the app was asked', LOST, LOST, LOST]) ? 0 : 1)
JS
node try.mjs
