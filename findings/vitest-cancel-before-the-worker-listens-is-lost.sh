#!/usr/bin/env bash
# vitest 4.1.12, vite 8.3.8 (`createVitest` of vitest/node, pool `threads`)
# Expected: after `vitest.cancelCurrentRun('keyboard-input')` no further test runs, whenever it is called during the run.
# Real: called when the run has started and its worker has not, it is lost: the test runs to its end, and test and run
#       are reported as passed. To call it once more is no remedy: a second cancel ends the worker by force.
# Matters: a command that runs tests by `createVitest` must wait until they are registered before it passes a signal on;
#       this suite runs its checks by the runner alone, and stops them by a signal of its own.
# Seen (2026-11-27, Node 20.20.2):
#   test: passed, run: passed
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent vitest@4.1.12 vite@8.3.8
cat > slow.test.mjs <<'JS'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'vitest'
test('waits', () => sleep(1_000))
JS
cat > try.mjs <<'JS'
import { createVitest } from 'vitest/node'
const seen = {}
const reporter = {
  onTestRunStart: () => void vitest.cancelCurrentRun('keyboard-input'),
  onTestCaseResult: (test) => { seen.test = test.result().state },
  onTestRunEnd: (_modules, _errors, reason) => { seen.run = reason },
}
const config = { config: false, watch: false, pool: 'threads', include: ['slow.test.mjs'], reporters: [reporter] }
const vitest = await createVitest('test', config)
await vitest.start()
console.log(`test: ${seen.test}, run: ${seen.run}`)
process.exit(seen.test === 'passed' && seen.run === 'passed' ? 0 : 1)
JS
node try.mjs
