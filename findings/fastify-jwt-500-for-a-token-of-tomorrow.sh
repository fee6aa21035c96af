#!/usr/bin/env bash
# @fastify/jwt 10.2.8 (fastify 5.12.8, fast-jwt 6.3.6)
# Expected: 401 for a token that is signed rightly and not valid yet (`nbf`, RFC 7519 4.1.5), as for an expired one.
# Real: an expired token is answered with 401, one of a later day with 500. fast-jwt's code for it is not among the
#       codes that the plugin translates (index.js), so it reaches Fastify's error handler as an error without a status.
# Matters: an issuer whose clock is ahead looks like a crash of the API; monitoring counts it as 5xx.
# Seen (2026-11-27):
#   expired 401 Authorization token expired
#   later 500 The token will be active at 2100-01-01T00:00:00.000Z.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts fastify@5.12.8 @fastify/jwt@10.2.8 fast-jwt@6.3.6
cat > try.mjs <<'JS'
import jwt from '@fastify/jwt'
import { createSigner } from 'fast-jwt'
import fastify from 'fastify'
const key = 'a-key-of-this-script-0123456789abcdef'
const app = fastify()
await app.register(jwt, { secret: key })
app.get('/', { onRequest: (request) => request.jwtVerify() }, () => ({ ok: true }))
const now = Math.floor(Date.now() / 1000)
const ask = (claims) =>
  app.inject({ url: '/', headers: { authorization: `Bearer ${createSigner({ key })({ sub: '1', ...claims })}` } })
const expired = await ask({ iat: now - 7200, exp: now - 3600 })
const later = await ask({ nbf: Date.UTC(2100, 0, 1) / 1000, exp: Date.UTC(2100, 0, 2) / 1000 })
console.log('expired', expired.statusCode, expired.json().message)
console.log('later', later.statusCode, later.json().message)
process.exit(expired.statusCode === 401 && later.statusCode === 500 ? 0 : 1)
JS
node try.mjs
