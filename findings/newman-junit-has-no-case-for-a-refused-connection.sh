#!/usr/bin/env bash
# newman 6.2.2 (Postman's runner) with its reporter `junit`, read by junitparser 5.0.3, junit2html 31.1.4 (PyPI), junit-to-ctrf 0.0.14 and
# @allurereport/reader 3.18.0 (npm)
# Expected: a request that gets no answer, and a test script that throws, are failed tests of the report, as the run fails for them.
# Real: newman counts both in `errors` of the `<testsuite>`, which has no `<testcase>` for them. All four readers go by the cases, and
#       see nothing that failed; junitparser has `errors` of the suite until it counts (`update_statistics`).
# Matters: a deployment that is down altogether: newman exits 1, and its report is empty or green for each reader.
# Seen (2026-11-28):
#   newman: exit 1, errors of the suites 2
#   junitparser: 1 tests, 0 failed
#   junit2html: 1 tests, 0 failed
#   junit-to-ctrf: 1 tests, 0 failed
#   Allure 3: 1 tests, 0 failed
set -euo pipefail
dir=$(mktemp -d); trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund newman@6.2.2 @allurereport/reader@3.18.0 @allurereport/reader-api@3.18.0 junit-to-ctrf@0.0.14
python3 -m venv env; env/bin/pip install --quiet junitparser==5.0.3 junit2html==31.1.4
free() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
down=$(free); up=$(free)
node -e "require('http').createServer((_, answer) => answer.end('{}')).listen($up, '127.0.0.1')" &
for _ in $(seq 50); do (exec 3<>"/dev/tcp/127.0.0.1/$up") 2>/dev/null && break; sleep 0.1; done
cat > smoke.json <<JSON
{ "info": { "name": "smoke", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" }, "item": [
  { "name": "health", "request": { "method": "GET", "url": "http://127.0.0.1:$down/health" } },
  { "name": "orders", "request": { "method": "GET", "url": "http://127.0.0.1:$up/orders" },
    "event": [{ "listen": "test", "script": { "exec": [
      "pm.test('is JSON', () => pm.response.json())",
      "const first = pm.response.json().orders[0]",
      "pm.test('has an order', () => pm.expect(first).to.be.ok)" ] } }] }
] }
JSON
cat > count.py <<'PY'
import contextlib, io
from junit2htmlreport.parser import Junit
from junitparser import JUnitXml

cases = [case for suite in JUnitXml.fromfile("junit.xml") for case in suite]
print(f"junitparser: {len(cases)} tests, {sum(not case.is_passed for case in cases)} failed")
with contextlib.redirect_stdout(io.StringIO()):
    report = Junit("junit.xml")
cases = [case for suite in report.suites for case in suite.all()]
print(f"junit2html: {len(cases)} tests, {sum(case.failed() for case in cases)} failed")
PY
cat > count.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { junitXml } from '@allurereport/reader'
import { BufferResultFile } from '@allurereport/reader-api'

const { summary } = JSON.parse(readFileSync('ctrf.json')).results
console.log(`junit-to-ctrf: ${summary.tests} tests, ${summary.failed} failed`)
const read = []
const visitor = { visitTestResult: async (result) => void read.push(result), visitAttachmentFile: async () => undefined }
await junitXml.read(visitor, new BufferResultFile(readFileSync('junit.xml'), 'junit.xml'))
console.log(`Allure 3: ${read.length} tests, ${read.filter(({ status }) => status !== 'passed').length} failed`)
JS
exit=0; npx newman run smoke.json -r junit --reporter-junit-export junit.xml >/dev/null 2>&1 || exit=$?
npx junit-to-ctrf junit.xml -o ctrf.json >/dev/null
{
  echo "newman: exit $exit, errors of the suites $(grep -oP '<testsuite .* errors="\K\d+' junit.xml | paste -sd+ | bc)"
  env/bin/python count.py; node count.mjs
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
newman: exit 1, errors of the suites 2
junitparser: 1 tests, 0 failed
junit2html: 1 tests, 0 failed
junit-to-ctrf: 1 tests, 0 failed
Allure 3: 1 tests, 0 failed
SEEN
