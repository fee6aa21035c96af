#!/usr/bin/env bash
# py-healthcheck 1.10.1 behind Flask 3.1.3
# Expected: a health route that runs its checks answers with what they say now, or says how old its answer is.
# Real: a good result is kept for 27 s by default (`success_ttl`), a failed one for 9 s. A database that has just gone is
#       answered 200 "success" for up to 27 s, without Cache-Control or Age; only `timestamp` and `expires` of each result in the
#       body show it.
# Matters: a check seconds after a deployment sees how the dependency was before it.
# Seen (2026-11-28):
#   as it is: 200 success, then 200 success, Cache-Control None, Age None
#   with success_ttl=None: 200 success, then 500 failure, Cache-Control None, Age None
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet py-healthcheck==1.10.1 flask==3.1.3
cat > try.py <<'PY'
import sys

from flask import Flask
from healthcheck import HealthCheck

state = {"well": True}


def database():
    return state["well"], "database"


def answers(title, **options):
    state["well"] = True
    app = Flask(__name__)
    app.add_url_rule("/h", "h", view_func=HealthCheck(checkers=[database], **options).run)
    first = app.test_client().get("/h")
    state["well"] = False
    second = app.test_client().get("/h")
    print(f"{title}: {first.status_code} {first.json['status']}, then {second.status_code} {second.json['status']}, "
          f"Cache-Control {second.headers.get('Cache-Control')}, Age {second.headers.get('Age')}")
    return first.status_code, second.status_code


seen = (answers("as it is"), answers("with success_ttl=None", success_ttl=None))
sys.exit(0 if seen == ((200, 200), (200, 500)) else 1)
PY
env/bin/python try.py
