#!/usr/bin/env bash
# aiohttp 3.14.5 (`ClientSession`), beside httpx 0.28.1 and requests 2.32.5
# Expected: a session keeps the cookie of a login for the host that set it; a cookie without Domain belongs to that host alone (RFC 6265
#           5.3, step 6), and a host may be an IP address (5.1.3 speaks of addresses only for Domain).
# Real: cookies of a server that is asked by its IP address are thrown away in silence, unless the jar is made with `unsafe=True`.
#       By the name of the same server they are kept.
# Matters: a check by the address of a new instance (a pod, a host behind the balancer) logs in with 200 and is a stranger in the next
#          request: it reads as a lost session of the instance, and the same check by name passes.
# Seen (2026-11-28):
#   aiohttp: by name session=abc, by address none
#   aiohttp with unsafe=True: by name session=abc, by address session=abc
#   httpx: by name session=abc, by address session=abc
#   requests: by name session=abc, by address session=abc
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet aiohttp==3.14.5 httpx==0.28.1 requests==2.32.5
cat > try.py <<'PY'
import asyncio, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import aiohttp, httpx, requests


class App(BaseHTTPRequestHandler):
    def do_GET(self):
        body = (self.headers["cookie"] or "none").encode()
        self.send_response(200)
        if self.path == "/login":
            self.send_header("set-cookie", "session=abc; Path=/; HttpOnly")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), App)
threading.Thread(target=server.serve_forever, daemon=True).start()


async def by_aiohttp(url, **options):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(**options)) as session:
        await (await session.get(f"{url}/login")).read()
        return await (await session.get(f"{url}/me")).text()


def by_httpx(url):
    with httpx.Client(trust_env=False) as client:
        client.get(f"{url}/login")
        return client.get(f"{url}/me").text


def by_requests(url):
    with requests.Session() as session:
        session.trust_env = False
        session.get(f"{url}/login")
        return session.get(f"{url}/me").text


CLIENTS = {
    "aiohttp": lambda url: asyncio.run(by_aiohttp(url)),
    "aiohttp with unsafe=True": lambda url: asyncio.run(by_aiohttp(url, unsafe=True)),
    "httpx": by_httpx,
    "requests": by_requests,
}
for name, ask in CLIENTS.items():
    seen = [ask(f"http://{host}:{server.server_port}") for host in ("localhost", "127.0.0.1")]
    print(f"{name}: by name {seen[0]}, by address {seen[1]}")
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
aiohttp: by name session=abc, by address none
aiohttp with unsafe=True: by name session=abc, by address session=abc
httpx: by name session=abc, by address session=abc
requests: by name session=abc, by address session=abc
SEEN
