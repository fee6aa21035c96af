#!/usr/bin/env bash
# aiohttp 3.14.5 as a client of an app with cookie 2.0.2 (npm), beside requests 2.34.2 and httpx 0.28.1, and cookie 0.7.2 in the app
# Expected: a client sends the value of a cookie as it got it (RFC 6265 5.4). `=` and `/` may stand in a value (4.1.1, cookie-octet), and base64 has them.
# Real: aiohttp's session writes a value with `=` or `/` in quotes, and an empty one as two quotes, unless its jar was made with `quote_cookie=False`. cookie 2 keeps quotes as a part of the
#       value, as RFC 6265 has it; cookie 0.7 took them off.
# Matters: a session in base64 ends with `=` two times in three, so one and the same check signs in and is a stranger in some runs and not in others, from aiohttp alone, and only since the
#          app raised its cookie library.
# Seen (2026-11-29):
#   aiohttp: YWJj is YWJj, YWI= is "YWI=", a/b is "a/b", nothing is ""; read by cookie 0.7 YWJj, YWI=, a/b, nothing
#   requests: YWJj is YWJj, YWI= is YWI=, a/b is a/b, nothing is nothing; read by cookie 0.7 YWJj, YWI=, a/b, nothing
#   httpx: YWJj is YWJj, YWI= is YWI=, a/b is a/b, nothing is nothing; read by cookie 0.7 YWJj, YWI=, a/b, nothing
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${app:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund cookie@2.0.2 old@npm:cookie@0.7.2
python3 -m venv env; env/bin/pip install --quiet aiohttp==3.14.5 requests==2.34.2 httpx==0.28.1
cat > app.mjs <<'JS'
import { createServer } from 'node:http'
import { parseCookie } from 'cookie'
import old from 'old'

const app = createServer(({ url, headers: { cookie = '' } }, response) => {
  const [path, value] = url.split('?')
  if (path === '/login') response.setHeader('set-cookie', `sid=${value ?? ''}; Path=/`)
  response.end(`${parseCookie(cookie).sid || 'nothing'} ${old.parse(cookie).sid || 'nothing'}`)
})
app.listen(0, '127.0.0.1', () => console.log(`http://localhost:${app.address().port}`))
JS
cat > ask.py <<'PY'
import asyncio
import sys

import aiohttp
import httpx
import requests

url = sys.argv[1]


async def by_aiohttp(value):
    async with aiohttp.ClientSession() as session:
        await session.get(f"{url}/login?{value}")
        async with session.get(f"{url}/me") as answer:
            return await answer.text()


def by_client(client, value):
    client.get(f"{url}/login?{value}")
    return client.get(f"{url}/me").text


asks = {
    "aiohttp": lambda value: asyncio.run(by_aiohttp(value)),
    "requests": lambda value: by_client(requests.Session(), value),
    "httpx": lambda value: by_client(httpx.Client(), value),
}
for name, ask in asks.items():
    seen = [(value or "nothing", *ask(value).split(" ")) for value in ("YWJj", "YWI=", "a/b", "")]
    print(f"{name}: " + ", ".join(f"{sent} is {got}" for sent, got, _ in seen) + "; read by cookie 0.7 " + ", ".join(old for *_, old in seen))
PY
mkfifo url; node app.mjs > url & app=$!
read -r url < url
env/bin/python ask.py "$url" | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
aiohttp: YWJj is YWJj, YWI= is "YWI=", a/b is "a/b", nothing is ""; read by cookie 0.7 YWJj, YWI=, a/b, nothing
requests: YWJj is YWJj, YWI= is YWI=, a/b is a/b, nothing is nothing; read by cookie 0.7 YWJj, YWI=, a/b, nothing
httpx: YWJj is YWJj, YWI= is YWI=, a/b is a/b, nothing is nothing; read by cookie 0.7 YWJj, YWI=, a/b, nothing
SEEN
