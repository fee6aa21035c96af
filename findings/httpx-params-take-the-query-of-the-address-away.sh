#!/usr/bin/env bash
# httpx 0.28.1, beside requests 2.34.2 and aiohttp 3.14.5
# Expected: `params` are added to the query that the address has, as requests and aiohttp do it. An empty `params` adds nothing.
# Real: with `params`, httpx throws the query of the address away, and with an empty one too: `params={}` asks for the bare path. Only `params=None` leaves it.
# Matters: to read page by page, one asks for the `next` that the last answer named, with the same `params` (or those of a helper, `params or {}`): each time it is the first page
#          again, with 200. The cursor, a signature, an API key in the address are gone on the way, and the code, brought over from requests, is the same.
# Seen (2026-11-28):
#   httpx: params {'limit': 2} /things?limit=2, params {} /things, params None /things?cursor=7
#   requests: params {'limit': 2} /things?cursor=7&limit=2, params {} /things?cursor=7, params None /things?cursor=7
#   aiohttp: params {'limit': 2} /things?cursor=7&limit=2, params {} /things?cursor=7, params None /things?cursor=7
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet httpx==0.28.1 requests==2.34.2 aiohttp==3.14.5
cat > try.py <<'PY'
import asyncio
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import aiohttp
import httpx
import requests


class App(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-length", str(len(self.path)))
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *_):
        pass


app = ThreadingHTTPServer(("127.0.0.1", 0), App)
threading.Thread(target=app.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{app.server_port}/things?cursor=7"


async def by_aiohttp(params):
    async with aiohttp.ClientSession() as session, session.get(url, params=params) as answer:
        return await answer.text()


asks = {
    "httpx": lambda params: httpx.get(url, params=params).text,
    "requests": lambda params: requests.get(url, params=params).text,
    "aiohttp": lambda params: asyncio.run(by_aiohttp(params)),
}
for name, ask in asks.items():
    print(f"{name}: " + ", ".join(f"params {params} {ask(params)}" for params in ({"limit": 2}, {}, None)))
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
httpx: params {'limit': 2} /things?limit=2, params {} /things, params None /things?cursor=7
requests: params {'limit': 2} /things?cursor=7&limit=2, params {} /things?cursor=7, params None /things?cursor=7
aiohttp: params {'limit': 2} /things?cursor=7&limit=2, params {} /things?cursor=7, params None /things?cursor=7
SEEN
