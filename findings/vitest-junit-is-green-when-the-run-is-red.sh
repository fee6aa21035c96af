#!/usr/bin/env bash
# vitest 4.1.12 (vite 8.3.8) with its reporters `junit` and `json`
# Expected: a run that exits 1 has something in its report that failed: a `<failure>` or an `<error>`.
# Real: an error outside of a test's own flow, in a timer or a promise that nobody awaits, ends the run with exit code 1. The JUnit file
#       has `failures="0" errors="0"` and the test as passed; the JSON file says `success: true`. The error is in neither of them.
# Matters: where the report decides and not the exit code, as in a dashboard or a merge of several shards, the run is green.
# Seen (2026-11-28, Node 20.20.2):
#   exit 1
#   junit: failures="0" errors="0", the error's text in it: no
#   json: success true, failed tests 0, the error's text in it: no
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund vitest@4.1.12 vite@8.3.8
cat > job.test.mjs <<'JS'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'vitest'
test('starts a job', async () => {
  setTimeout(() => { throw new Error('the job has failed') }, 1)
  await sleep(50)
})
JS
exit=0; npx vitest run --reporter=junit --reporter=json --outputFile.junit=junit.xml --outputFile.json=run.json >/dev/null 2>&1 || exit=$?
said() { if grep -q 'the job has failed' "$1"; then echo yes; else echo no; fi; }
{
  echo "exit $exit"
  echo "junit: $(grep -oE '<testsuites .*' junit.xml | grep -oE 'failures="[0-9]+" errors="[0-9]+"'), the error's text in it: $(said junit.xml)"
  echo "json: $(node -p 'const r = JSON.parse(fs.readFileSync("run.json")); `success ${r.success}, failed tests ${r.numFailedTests}`'), the error's text in it: $(said run.json)"
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
exit 1
junit: failures="0" errors="0", the error's text in it: no
json: success true, failed tests 0, the error's text in it: no
SEEN
