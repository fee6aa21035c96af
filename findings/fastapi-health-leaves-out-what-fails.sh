#!/usr/bin/env bash
# fastapi-health 0.4.0 on FastAPI 0.165.0
# Expected: a health answer that is bad names the condition that failed, with a word or a reason.
# Real: a condition that fails is left out of the body. With one condition the body of the 503 is `{}`; with two, only the
#       healthy one is shown. Nothing in a bad answer names the dependency; only its absence does.
# Matters: who looks for a bad word finds none, and who asserts the words that are there finds them all good.
# Seen (2026-11-28):
#   well: 200 {'database': 'online', 'cache': 'online'}
#   database down: 503 {'cache': 'online'}
#   both down: 503 {}
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet fastapi-health==0.4.0 fastapi==0.165.0 httpx==0.28.1
cat > try.py <<'PY'
import sys

from fastapi import FastAPI
from fastapi.testclient import TestClient
from fastapi_health import health


def seen(title, database, cache):
    def has_database():
        return {"database": "online"} if database else False

    def has_cache():
        return {"cache": "online"} if cache else False

    app = FastAPI()
    app.add_api_route("/health", health([has_database, has_cache]))
    answer = TestClient(app).get("/health")
    print(f"{title}: {answer.status_code} {answer.json()}")
    return answer.status_code, answer.json()


was = (seen("well", True, True), seen("database down", False, True), seen("both down", False, False))
sys.exit(0 if was == ((200, {"database": "online", "cache": "online"}), (503, {"cache": "online"}), (503, {})) else 1)
PY
env/bin/python try.py
