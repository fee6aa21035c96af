#!/usr/bin/env bash
# jest-junit 17.0.0 with jest 30.5.2
# Expected: a test file that cannot be loaded (a module that is missing, an error of syntax) is an `<error>` in the report, as Jest itself
#           counts it: one suite failed, exit code 1.
# Real: the report holds the other files alone, with `failures="0" errors="0"`, and does not name the file. The option
#       `reportTestSuiteErrors: "true"` puts it in; it is off by default.
# Matters: the worst failure, where no test of a file ran, is the one that is not in the report. The number of tests falls, and no
#          reader of one report can see that.
# Seen (2026-11-28, Node 20.20.2):
#   as it is: exit 1, tests="1" failures="0" errors="0", names the file: no
#   with reportTestSuiteErrors: exit 1, tests="1" failures="0" errors="1", names the file: yes
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund jest@30.5.2 jest-junit@17.0.0
echo "test('adds', () => expect(1 + 1).toBe(2))" > math.test.js
echo "require('./gone.js'); test('orders', () => {})" > order.test.js
look() {
  local exit=0 named=no
  echo "{\"reporters\":[[\"jest-junit\",{\"outputName\":\"junit.xml\",\"reportTestSuiteErrors\":\"$2\"}]]}" > jest.config.json
  npx jest >/dev/null 2>&1 || exit=$?
  if grep -q 'order.test.js' junit.xml; then named=yes; fi
  echo "$1: exit $exit, $(grep -oE '<testsuites .*' junit.xml | grep -oE 'tests="[0-9]+" failures="[0-9]+" errors="[0-9]+"'), names the file: $named"
}
{ look 'as it is' false; look 'with reportTestSuiteErrors' true; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
as it is: exit 1, tests="1" failures="0" errors="0", names the file: no
with reportTestSuiteErrors: exit 1, tests="1" failures="0" errors="1", names the file: yes
SEEN
