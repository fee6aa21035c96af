#!/usr/bin/env bash
# behave 1.3.3 with `--junit`, read by junitparser 5.0.3
# Expected: when a hook of the run throws (`before_all`, `before_feature`, `after_feature`, `after_all` of environment.py), the report has an error: behave
#           prints HOOK-ERROR and exits 1.
# Real: scenarios behind a hook that failed before them are `<skipped>`, as those are that a tag leaves out. A hook that failed after them leaves
#       no trace. Only the hooks around a scenario (`after_scenario`) are errors of the report.
# Matters: the login of a suite stands in `before_all`. The environment is down, no scenario ran, and the report says: no failures, no
#          errors, three skipped; tools that colour by failures show it green.
# Seen (2026-11-28):
#   no hook: exit 0, tests 3, failures 0, errors 0, skipped 0
#   before_all: exit 1, tests 3, failures 0, errors 0, skipped 3
#   before_feature: exit 1, tests 3, failures 0, errors 0, skipped 3
#   after_feature: exit 1, tests 3, failures 0, errors 0, skipped 0
#   after_all: exit 1, tests 3, failures 0, errors 0, skipped 0
#   after_scenario: exit 1, tests 3, failures 0, errors 3, skipped 0
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet behave==1.3.3 junitparser==5.0.3
mkdir -p features/steps
cat > features/shop.feature <<'FEATURE'
Feature: shop
  Scenario: one
    Given well
  Scenario: two
    Given well
  Scenario: three
    Given well
FEATURE
cat > features/steps/steps.py <<'PY'
from behave import given


@given('well')
def well(context):
    pass
PY
cat > features/environment.py <<'PY'
import os


def broken(*_):
    raise RuntimeError('no token')


globals()[os.environ['HOOK']] = broken
PY
cat > read.py <<'PY'
import glob

from junitparser import JUnitXml

[file] = glob.glob('reports/*.xml')
report = JUnitXml.fromfile(file)
report.update_statistics()
print(f'tests {report.tests}, failures {report.failures}, errors {report.errors}, skipped {report.skipped}')
PY
for hook in 'no hook' before_all before_feature after_feature after_all after_scenario; do
  rm -rf reports; exit=0
  HOOK=$hook env/bin/behave --junit --junit-directory reports >/dev/null 2>&1 || exit=$?
  echo "$hook: exit $exit, $(env/bin/python read.py)"
done | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
no hook: exit 0, tests 3, failures 0, errors 0, skipped 0
before_all: exit 1, tests 3, failures 0, errors 0, skipped 3
before_feature: exit 1, tests 3, failures 0, errors 0, skipped 3
after_feature: exit 1, tests 3, failures 0, errors 0, skipped 0
after_all: exit 1, tests 3, failures 0, errors 0, skipped 0
after_scenario: exit 1, tests 3, failures 0, errors 3, skipped 0
SEEN
