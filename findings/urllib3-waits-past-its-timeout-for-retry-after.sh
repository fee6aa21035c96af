#!/usr/bin/env bash
# urllib3 2.8.0 (`PoolManager().request`, and `Retry` as requests is given it), beside requests 2.34.2 and httpx 0.28.1 as they are
# Expected: a GET with `timeout=1` ends within a second or so, with an answer or an error, and a 503 is the caller's to see: the list of
#           statuses to retry (`status_forcelist`) is empty by default.
# Real: a 413, 429 or 503 that carries Retry-After is asked again all the same, and the call sleeps as long as the server says. Of a
#       503 without the header the caller gets the 503 at once. The timeout counts for each try, and not for the sleep.
# Matters: a service in maintenance (503, Retry-After: 600) holds each thread that asks for it, `timeout` or not; a check made
#          with urllib3 never reports the 503 of a restart, and the answer that it reports is a later one.
# Seen (2026-11-28):
#   urllib3, 503: answered 503 after 0 s, asked 1 times
#   urllib3, 503 with Retry-After: 3: answered 200 after 3 s, asked 2 times
#   requests with Retry(3), 503 with Retry-After: 3: answered 200 after 3 s, asked 2 times
#   requests, 503 with Retry-After: 3: answered 503 after 0 s, asked 1 times
#   httpx, 503 with Retry-After: 3: answered 503 after 0 s, asked 1 times
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet urllib3==2.8.0 requests==2.34.2 httpx==0.28.1
cat > try.py <<'PY'
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import requests
import urllib3

asked, waits = [], []


class App(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        asked.append(1)
        self.send_response(503 if len(asked) == 1 else 200)
        for wait in waits if len(asked) == 1 else []:
            self.send_header("Retry-After", wait)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


app = ThreadingHTTPServer(("127.0.0.1", 0), App)
threading.Thread(target=app.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{app.server_port}/"


def with_retry():
    session = requests.Session()
    session.mount("http://", requests.adapters.HTTPAdapter(max_retries=urllib3.Retry(3)))
    return session.get(url, timeout=1).status_code


def say(name, ask, header):
    asked.clear()
    waits[:] = ["3"] if header else []
    began = time.monotonic()
    status = ask()
    took = round(time.monotonic() - began)
    print(f"{name}, 503{' with Retry-After: 3' if header else ''}: answered {status} after {took} s, asked {len(asked)} times", flush=True)


say("urllib3", lambda: urllib3.PoolManager().request("GET", url, timeout=1).status, False)
say("urllib3", lambda: urllib3.PoolManager().request("GET", url, timeout=1).status, True)
say("requests with Retry(3)", with_retry, True)
say("requests", lambda: requests.get(url, timeout=1).status_code, True)
say("httpx", lambda: httpx.get(url, timeout=1).status_code, True)
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
urllib3, 503: answered 503 after 0 s, asked 1 times
urllib3, 503 with Retry-After: 3: answered 200 after 3 s, asked 2 times
requests with Retry(3), 503 with Retry-After: 3: answered 200 after 3 s, asked 2 times
requests, 503 with Retry-After: 3: answered 503 after 0 s, asked 1 times
httpx, 503 with Retry-After: 3: answered 503 after 0 s, asked 1 times
SEEN
