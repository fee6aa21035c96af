#!/usr/bin/env bash
# @cloudnative/health-connect 2.1.0 on Express 5.3.0
# Expected: JSON travels as `application/json` (RFC 8259 11), so that a client may go by the type.
# Real: the endpoints write JSON and set no Content-Type at all, well or not.
# Matters: clients that parse by type see no JSON, and a proxy that compresses or
#          rewrites by type leaves it alone.
# Seen (2026-11-28):
#   type null, status 200, checks database
#   type null, status 503, checks database
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund @cloudnative/health-connect@2.1.0 express@5.3.0
cat > try.mjs <<'JS'
import health from '@cloudnative/health-connect'
import express from 'express'

const { HealthChecker, ReadinessCheck, ReadinessEndpoint } = health
const answers = []
for (const well of [true, false]) {
  const checker = new HealthChecker()
  const check = async () => {
    if (!well) throw new Error('connection refused')
  }
  checker.registerReadinessCheck(new ReadinessCheck('database', check))
  const app = express()
  app.use('/ready', ReadinessEndpoint(checker))
  const server = await new Promise((up) => {
    const listening = app.listen(0, '127.0.0.1', () => up(listening))
  })
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/ready`)
  const { checks } = await answer.json()
  const type = answer.headers.get('content-type')
  answers.push([type, answer.status])
  console.log(`type ${type}, status ${answer.status}, checks ${checks.map(({ name }) => name)}`)
  server.close()
}
process.exit(JSON.stringify(answers) === '[[null,200],[null,503]]' ? 0 : 1)
JS
node try.mjs
