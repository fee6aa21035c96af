#!/usr/bin/env bash
# hono 4.13.19, `proxy` of hono/proxy (its helper for a reverse proxy) on @hono/node-server 2.1.9, beside h3 2.0.8 and http-proxy 1.18.1
# Expected: an answer of 302 reaches the client with its Location and its Set-Cookie: a redirect is for the user agent (RFC 9110
#           15.4), and other proxies pass it on.
# Real: the helper hands everything to `fetch`, which follows the redirect. The client gets the 200 of the next page under the old
#       address, and the cookie that the 302 set is lost. `redirect: 'manual'` has to be given; the helper's page does not say so.
# Matters: a sign-in that answers 302 with the session's cookie (every OpenID Connect callback) succeeds at the app, and leaves
#          the user signed out. From outside a route that promises 302 answers 200.
# Seen (2026-11-28):
#   http-proxy: 302, Location /home, cookie session=1; the app was asked for /callback
#   h3: 302, Location /home, cookie session=1; the app was asked for /callback
#   hono: 200, Location null, cookie null; the app was asked for /callback /home
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund hono@4.13.19 @hono/node-server@2.1.9 h3@2.0.8 http-proxy@1.18.1
cat > try.mjs <<'JS'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { H3, proxyRequest, toNodeHandler } from 'h3'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'
import httpProxy from 'http-proxy'

const open = (server) => new Promise((up) => server.listen(0, '127.0.0.1', () => up(`http://127.0.0.1:${server.address().port}`)))
let asked = []
const app = await open(
  createServer((request, response) => {
    asked.push(request.url)
    if (request.url === '/callback') response.writeHead(302, { location: '/home', 'set-cookie': 'session=1' })
    response.end('home')
  }),
)
const byHttpProxy = httpProxy.createProxyServer({ target: app })
const byH3 = new H3().all('/**', (event) => proxyRequest(event, app + event.url.pathname))
const byHono = new Hono().all('*', (context) => proxy(app + context.req.path, { ...context.req }))
const PROXIES = {
  'http-proxy': (request, response) => byHttpProxy.web(request, response),
  h3: toNodeHandler(byH3),
  hono: getRequestListener(byHono.fetch),
}
const seen = []
for (const [name, listener] of Object.entries(PROXIES)) {
  asked = []
  const { status, headers } = await fetch(`${await open(createServer(listener))}/callback`, { redirect: 'manual' })
  const words = `${status}, Location ${headers.get('location')}, cookie ${headers.get('set-cookie')}; the app was asked for ${asked.join(' ')}`
  console.log(`${name}: ${words}`)
  seen.push(words)
}
const PASSED_ON = '302, Location /home, cookie session=1; the app was asked for /callback'
const FOLLOWED = '200, Location null, cookie null; the app was asked for /callback /home'
process.exit(JSON.stringify(seen) === JSON.stringify([PASSED_ON, PASSED_ON, FOLLOWED]) ? 0 : 1)
JS
node try.mjs
