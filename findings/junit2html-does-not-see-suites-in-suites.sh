#!/usr/bin/env bash
# junit2html 31.1.4 (PyPI) and @allurereport/reader 3.18.0 (the `allure` command line 3), beside junitparser 5.0.3 and junit-to-ctrf 0.0.14
# Expected: a suite inside a suite is read, as PHPUnit's reports have it (each class inside the suite of its configuration), or
#           the file is refused.
# Real: junit2html and Allure 3 read the cases of the outer suites alone, and say nothing about the rest. Of a report in PHPUnit's
#       form they show no test at all: nothing failed. junitparser and junit-to-ctrf find the failure.
# Matters: a report that is empty is not red. The suite's own attributes (tests="2" failures="1") say what is missing, and
#          neither reader compares.
# Seen (2026-11-28):
#   junit2html: 0 tests, 0 failed
#   junitparser: 2 tests, 1 failed
#   Allure 3: 0 tests, 0 failed
#   junit-to-ctrf: 2 tests, 1 failed
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund @allurereport/reader@3.18.0 @allurereport/reader-api@3.18.0 junit-to-ctrf@0.0.14
python3 -m venv env; env/bin/pip install --quiet junitparser==5.0.3 junit2html==31.1.4
cat > junit.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="phpunit.xml" tests="2" assertions="2" errors="0" failures="1" skipped="0" time="0.012">
    <testsuite name="Tests\CartTest" tests="2" assertions="2" errors="0" failures="1" skipped="0" time="0.012">
      <testcase name="testAdds" class="Tests\CartTest" classname="Tests.CartTest" assertions="1" time="0.006"/>
      <testcase name="testSums" class="Tests\CartTest" classname="Tests.CartTest" assertions="1" time="0.006">
        <failure type="PHPUnit\Framework\ExpectationFailedException">2 is not 3.</failure>
      </testcase>
    </testsuite>
  </testsuite>
</testsuites>
XML
cat > read.py <<'PY'
from junit2htmlreport.parser import Junit
from junitparser import Failure, JUnitXml

cases = [case for suite in Junit("junit.xml").suites for group in suite.classes.values() for case in group.cases]
print(f"junit2html: {len(cases)} tests, {sum(case.outcome() == 'failed' for case in cases)} failed")


def inside(suite):
    yield from suite
    for inner in suite.testsuites():
        yield from inside(inner)


found = {case.name: case for outer in JUnitXml.fromfile("junit.xml") for case in inside(outer) if hasattr(case, "result")}
failed = [case for case in found.values() if any(isinstance(result, Failure) for result in case.result)]
print(f"junitparser: {len(found)} tests, {len(failed)} failed")
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { junitXml } from '@allurereport/reader'
import { BufferResultFile } from '@allurereport/reader-api'
import { convertJUnitToCTRFReport } from 'junit-to-ctrf'

const read = []
const visitor = { visitTestResult: async (result) => void read.push(result), visitAttachmentFile: async () => undefined }
await junitXml.read(visitor, new BufferResultFile(readFileSync('junit.xml'), 'junit.xml'))
console.log(`Allure 3: ${read.length} tests, ${read.filter(({ status }) => status === 'failed').length} failed`)
const { tests, failed } = (await convertJUnitToCTRFReport('junit.xml')).results.summary
console.log(`junit-to-ctrf: ${tests} tests, ${failed} failed`)
JS
{ env/bin/python read.py; node read.mjs; } | tee seen.txt
diff <(LC_ALL=C sort seen.txt) - >/dev/null <<'SEEN'
Allure 3: 0 tests, 0 failed
junit-to-ctrf: 2 tests, 1 failed
junit2html: 0 tests, 0 failed
junitparser: 2 tests, 1 failed
SEEN
