#!/usr/bin/env bash
# koa-better-http-proxy 0.2.10 (koa 3.3.0), beside http-proxy 1.18.1 and express-http-proxy 2.1.2
# Expected: the answer to HEAD keeps the app's Content-Length, or has none: it says how long the answer to GET would be (RFC 9110
#           8.6). A header `Trailer`, which announces fields behind the body, does not hurt.
# Real: HEAD is answered with `Content-Length: 0` where GET has 1234 bytes. An answer that announces a trailer, as apps that send
#       a checksum or Server-Timing do, becomes 500: the proxy counts the body, keeps `Trailer`, and node refuses the two together.
# Matters: monitors and download tools that ask by HEAD find a page empty; a cache that learns the length that way throws away
#          its good copy (RFC 9111 4.3.5). The 500 is in no log of the app.
# Seen (2026-11-28):
#   http-proxy: HEAD 200 length 1234, GET with a trailer 200
#   express-http-proxy: HEAD 200 length 1234, GET with a trailer 200
#   koa-better-http-proxy: HEAD 200 length 0, GET with a trailer 500
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund koa@3.3.0 koa-better-http-proxy@0.2.10 \
  express@5.3.0 express-http-proxy@2.1.2 http-proxy@1.18.1
cat > try.mjs <<'JS'
import { createServer } from 'node:http'
import express from 'express'
import expressProxy from 'express-http-proxy'
import httpProxy from 'http-proxy'
import Koa from 'koa'
import koaProxy from 'koa-better-http-proxy'

const open = (server) => new Promise((up) => server.listen(0, '127.0.0.1', () => up(`http://127.0.0.1:${server.address().port}`)))
const app = await open(
  createServer((request, response) => {
    if (request.url === '/sum') {
      response.writeHead(200, { trailer: 'x-sum' })
      response.write('body')
      response.addTrailers({ 'x-sum': 'abc' })
      return response.end()
    }
    response.writeHead(200, { 'content-length': 1234 })
    response.end(request.method === 'HEAD' ? undefined : 'x'.repeat(1234))
  }),
)
const byHttpProxy = httpProxy.createProxyServer({ target: app })
const byKoa = new Koa().use(koaProxy(app))
byKoa.silent = true
const PROXIES = {
  'http-proxy': createServer((request, response) => byHttpProxy.web(request, response)),
  'express-http-proxy': createServer(express().use(expressProxy(app))),
  'koa-better-http-proxy': createServer(byKoa.callback()),
}
const seen = []
for (const [name, server] of Object.entries(PROXIES)) {
  const url = await open(server)
  const head = await fetch(`${url}/page`, { method: 'HEAD' })
  const sum = await fetch(`${url}/sum`)
  const words = `HEAD ${head.status} length ${head.headers.get('content-length')}, GET with a trailer ${sum.status}`
  console.log(`${name}: ${words}`)
  seen.push(words)
}
const KEPT = 'HEAD 200 length 1234, GET with a trailer 200'
process.exit(JSON.stringify(seen) === JSON.stringify([KEPT, KEPT, 'HEAD 200 length 0, GET with a trailer 500']) ? 0 : 1)
JS
node try.mjs
