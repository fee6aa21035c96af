#!/usr/bin/env bash
# The CTRF writers jest-ctrf-json-reporter 0.0.11 (jest 30.5.2), pytest-json-ctrf 0.6.1 (pytest 9.2.0) and playwright-ctrf-json-reporter 0.0.29
# (Playwright 1.65.1), beside pytest's own `--junitxml`
# Expected: a run that exits with an error has something in its report that is not passed: a test file that cannot be loaded, or a setup of
#           the whole run that throws. CTRF has `failed` and `other` for it.
# Real: all three write a report without it. The tests of the other files have passed, `failed` is 0; where nothing else is there, the report has
#       no tests and no failure. pytest's JUnit file of the same run has an error.
# Matters: a dashboard, a merge of shards and a gate that read CTRF see green, and the file with the most to say is not missed. This suite
#          writes one more test into its CTRF, the verdict, so that a run that could not start has failed there too.
# Seen (2026-11-28):
#   jest, one of two files: exit 1, CTRF tests 1, passed 1, failed 0, other 0
#   pytest, one of two files: exit 2, CTRF tests 0, passed 0, failed 0, other 0; JUnit errors="1"
#   playwright, setup of the run: exit 1, CTRF tests 0, passed 0, failed 0, other 0
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
mkdir jest pytest playwright
echo '{"private":true}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund jest@30.5.2 jest-ctrf-json-reporter@0.0.11 @playwright/test@1.65.1 playwright-ctrf-json-reporter@0.0.29
python3 -m venv env; env/bin/pip install --quiet pytest==9.2.0 pytest-json-ctrf==0.6.1
summary() {
  node -e 'const { tests, passed, failed, other } = JSON.parse(require("fs").readFileSync(process.argv[1])).results.summary
console.log(`CTRF tests ${tests}, passed ${passed}, failed ${failed}, other ${other}`)' "$1"
}

cd jest
echo "test('well', () => {})" > well.test.js
echo "require('./missing'); test('well too', () => {})" > broken.test.js
echo "module.exports = { reporters: [['jest-ctrf-json-reporter', {}]] }" > jest.config.js
exit=0; npx jest >/dev/null 2>&1 || exit=$?
echo "jest, one of two files: exit $exit, $(summary ctrf/ctrf-report.json)" | tee -a ../seen.txt

cd ../pytest
echo 'def test_well(): pass' > test_well.py
echo 'import missing' > test_broken.py
exit=0; ../env/bin/pytest -q --ctrf ctrf.json --junitxml junit.xml >/dev/null 2>&1 || exit=$?
echo "pytest, one of two files: exit $exit, $(summary ctrf.json); JUnit $(grep -o 'errors="[0-9]*"' junit.xml | head -1)" | tee -a ../seen.txt

cd ../playwright
echo "require('@playwright/test').test('well', () => {})" > well.spec.js
echo "module.exports = () => { throw new Error('no environment') }" > setup.js
echo "module.exports = { globalSetup: './setup.js', reporter: [['playwright-ctrf-json-reporter', { outputDir: '.' }]] }" > playwright.config.js
exit=0; npx playwright test >/dev/null 2>&1 || exit=$?
echo "playwright, setup of the run: exit $exit, $(summary ctrf-report.json)" | tee -a ../seen.txt

cd ..
diff seen.txt - >/dev/null <<'SEEN'
jest, one of two files: exit 1, CTRF tests 1, passed 1, failed 0, other 0
pytest, one of two files: exit 2, CTRF tests 0, passed 0, failed 0, other 0; JUnit errors="1"
playwright, setup of the run: exit 1, CTRF tests 0, passed 0, failed 0, other 0
SEEN
