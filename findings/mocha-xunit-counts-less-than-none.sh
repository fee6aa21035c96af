#!/usr/bin/env bash
# mocha 12.0.3 with its own reporter `xunit`, beside its reporter `json`, and read by junitparser 5.0.3 and junit-to-ctrf 0.0.14
# Expected: counts of a report add up, and none is below zero: tests = passed + failed + skipped, as JUnit's schemas have them.
# Real: a hook that throws (`before`, `after`) is counted among the failures and not among the tests, and what is left over is called skipped. One
#       test that passed and two hooks that failed are `tests="1" errors="2" skipped="-2"`; the tests behind `before` are not there at all.
#       Failures stand in `errors`; `failures` is 0 in each report.
# Matters: a schema refuses the file (a count is not negative), sums over shards are wrong, and a gate on `failures` lets each failed test pass.
# Seen (2026-11-28):
#   one test fails: tests="2" failures="0" errors="1" skipped="0"; in json tests 2, failures 1; junitparser 1 of 2 failed; junit-to-ctrf 1 of 2 failed
#   two hooks fail: tests="1" failures="0" errors="2" skipped="-2"; in json tests 1, failures 2; junitparser 2 of 3 failed; junit-to-ctrf 2 of 3 failed
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund mocha@12.0.3 junit-to-ctrf@0.0.14
python3 -m venv env; env/bin/pip install --quiet junitparser==5.0.3
cat > test.js <<'JS'
describe('shop', () => {
  it('well', () => {})
  it('broken', () => { throw new Error('no order') })
})
JS
cat > hooks.js <<'JS'
describe('shop', () => {
  before(() => { throw new Error('no token') })
  it('one', () => {})
  it('two', () => {})
})
describe('list', () => {
  it('well', () => {})
  after(() => { throw new Error('not removed') })
})
JS
cat > read.py <<'PY'
from junitparser import JUnitXml

report = JUnitXml.fromfile('report.xml')
report.update_statistics()
print(f'junitparser {report.errors + report.failures} of {report.tests} failed')
PY
say() {
  npx mocha "$2" --reporter xunit --reporter-options output=report.xml >/dev/null 2>&1 || true
  npx mocha "$2" --reporter json > report.json 2>/dev/null || true
  npx junit-to-ctrf report.xml -o ctrf.json >/dev/null
  echo "$1: $(grep -o 'tests="[^t]*skipped="[-0-9]*"' report.xml); $(node -p 'const { tests, failures } = JSON.parse(fs.readFileSync("report.json")).stats;
    `in json tests ${tests}, failures ${failures}`'); $(env/bin/python read.py); $(node -p 'const { tests, failed } = JSON.parse(fs.readFileSync("ctrf.json")).results.summary;
    `junit-to-ctrf ${failed} of ${tests} failed`')"
}
{ say 'one test fails' test.js; say 'two hooks fail' hooks.js; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
one test fails: tests="2" failures="0" errors="1" skipped="0"; in json tests 2, failures 1; junitparser 1 of 2 failed; junit-to-ctrf 1 of 2 failed
two hooks fail: tests="1" failures="0" errors="2" skipped="-2"; in json tests 1, failures 2; junitparser 2 of 3 failed; junit-to-ctrf 2 of 3 failed
SEEN
