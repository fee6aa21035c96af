#!/usr/bin/env bash
# pytest 9.2.0 with `--junit-xml` and its own `subtests`, read by junitparser 5.0.3, junit2html 31.1.4 (PyPI) and junit-to-ctrf 0.0.14 (npm)
# Expected: the counts of a suite say how many `<testcase>` stand in it, and a case has failed once or not: in JUnit's schemas a case holds one `<failure>`.
# Real: each subtest counts as a test and has no case, so two tests with four subtests each are `tests="10"` and two cases. A failed subtest is a further `<failure>` in the case of its
#       test, and a last one says that the test contains them: `failures="3"`, in one case.
# Matters: seven tests have passed for who subtracts, two of the readers say two tests, and a limit such as "at least ten tests ran" is kept by two. The line of the subtest
#          (`price=1`) is not in the file at all: three failures, and not for which value.
# Seen (2026-11-28):
#   pytest: 3 failed, 1 passed, 6 subtests passed
#   the file: tests 10, failures 3, cases 2, <failure> assert (1 % 2) == 0; assert (3 % 2) == 0; contains 2 failed subtests, names price=1: False
#   junitparser: the suite has 10 tests, 2 cases, the first with 3 results
#   junit2html: 2 tests, 1 failed
#   junit-to-ctrf: 2 tests, 1 failed, message assert (1 % 2) == 0
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet pytest==9.2.0 junitparser==5.0.3 junit2html==31.1.4
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund junit-to-ctrf@0.0.14
cat > test_prices.py <<'PY'
def test_all_are_even(subtests):
    for price in range(4):
        with subtests.test(price=price):
            assert price % 2 == 0


def test_none_is_below_zero(subtests):
    for price in range(4):
        with subtests.test(price=price):
            assert price >= 0
PY
env/bin/python -m pytest --quiet --junit-xml=junit.xml > pytest.txt || true
cat > read.py <<'PY'
import re

import junitparser
from junit2htmlreport import parser

with open("pytest.txt") as said, open("junit.xml") as file:
    print("pytest:", re.sub(r" in .*", "", said.read().strip().splitlines()[-1]))
    report = file.read()
tests, failures = (re.search(rf'{name}="(\d+)"', report)[1] for name in ("tests", "failures"))
cases = report.count("<testcase")
words = re.findall(r'<failure message="([^"]*)"', report)
print(f"the file: tests {tests}, failures {failures}, cases {cases}, <failure> {'; '.join(words)}, names price=1: {'price=1' in report}")
suite = next(iter(junitparser.JUnitXml.fromfile("junit.xml")))
print(f"junitparser: the suite has {suite.tests} tests, {len(list(suite))} cases, the first with {len(next(iter(suite)).result)} results")
cases = [case for suite in parser.Junit(filename="junit.xml").suites for case in suite.all()]
print(f"junit2html: {len(cases)} tests, {sum(case.failed() for case in cases)} failed")
PY
env/bin/python read.py | tee seen.txt
npx --no-install junit-to-ctrf junit.xml -o ctrf.json > /dev/null
node -e 'const { summary, tests } = JSON.parse(require("fs").readFileSync("ctrf.json")).results
console.log(`junit-to-ctrf: ${summary.tests} tests, ${summary.failed} failed, message ${tests[0].message}`)' | tee -a seen.txt
diff seen.txt - >/dev/null <<'SEEN'
pytest: 3 failed, 1 passed, 6 subtests passed
the file: tests 10, failures 3, cases 2, <failure> assert (1 % 2) == 0; assert (3 % 2) == 0; contains 2 failed subtests, names price=1: False
junitparser: the suite has 10 tests, 2 cases, the first with 3 results
junit2html: 2 tests, 1 failed
junit-to-ctrf: 2 tests, 1 failed, message assert (1 % 2) == 0
SEEN
