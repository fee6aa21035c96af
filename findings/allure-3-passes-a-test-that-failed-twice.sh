#!/usr/bin/env bash
# @allurereport/reader 3.18.0 (the `allure` command line 3), beside junitparser 5.0.3 (PyPI) and junit-to-ctrf 0.0.14
# Expected: a test case with two `<failure>` elements is one failed test. GoogleTest writes one element for each expectation
#           that failed, as its documentation shows, and the JUnit schema of Jenkins' xunit plugin lets the element repeat.
# Real: Allure 3 shows the case as passed, and without a message. junitparser counts two failures among one test
#       (`update_statistics`), so that "tests - failures" is less than none. junit-to-ctrf counts one failed test.
# Matters: the worse a test fails, the greener the report; a gate on Allure's numbers lets the build pass.
# Seen (2026-11-28):
#   one <failure>: Allure 3 failed; junitparser 1 of 1 failed; junit-to-ctrf 1 of 1 failed
#   two <failure>s: Allure 3 passed; junitparser 2 of 1 failed; junit-to-ctrf 1 of 1 failed
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund @allurereport/reader@3.18.0 @allurereport/reader-api@3.18.0 junit-to-ctrf@0.0.14
python3 -m venv env; env/bin/pip install --quiet junitparser==5.0.3
write() {
  printf '<?xml version="1.0"?>\n<testsuites><testsuite name="s" tests="1" failures="1">\n' > "$1"
  printf '<testcase classname="MathTest" name="Addition">%s</testcase></testsuite></testsuites>\n' "$2" >> "$1"
}
write one.xml '<failure message="1 + 1 is 3"/>'
write two.xml '<failure message="1 + 1 is 3"/><failure message="1 + 2 is 4"/>'
cat > count.py <<'PY'
import sys
from junitparser import JUnitXml

report = JUnitXml.fromfile(sys.argv[1])
report.update_statistics()
print(f"{report.failures} of {report.tests} failed")
PY
cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { junitXml } from '@allurereport/reader'
import { BufferResultFile } from '@allurereport/reader-api'
import { convertJUnitToCTRFReport } from 'junit-to-ctrf'

const seen = []
for (const [title, file] of [['one <failure>', 'one.xml'], ['two <failure>s', 'two.xml']]) {
  const read = []
  const visitor = { visitTestResult: async (result) => void read.push(result), visitAttachmentFile: async () => undefined }
  await junitXml.read(visitor, new BufferResultFile(readFileSync(file), 'junit.xml'))
  const { tests, failed } = (await convertJUnitToCTRFReport(file)).results.summary
  const counted = execFileSync('env/bin/python', ['count.py', file], { encoding: 'utf8' }).trim()
  const words = `Allure 3 ${read.map(({ status }) => status)}; junitparser ${counted}; junit-to-ctrf ${failed} of ${tests} failed`
  console.log(`${title}: ${words}`)
  seen.push(words)
}
const AS_SEEN = [
  'Allure 3 failed; junitparser 1 of 1 failed; junit-to-ctrf 1 of 1 failed',
  'Allure 3 passed; junitparser 2 of 1 failed; junit-to-ctrf 1 of 1 failed',
]
process.exit(JSON.stringify(seen) === JSON.stringify(AS_SEEN) ? 0 : 1)
JS
node try.mjs
