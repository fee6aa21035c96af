#!/usr/bin/env bash
# requests 2.34.2 (urllib3 2.8.0, `http.client` of Python 3.11) and HttpURLConnection (OpenJDK 17), beside httpx 0.28.1, aiohttp 3.14.5 and Node's fetch
# Expected: 103 Early Hints is an interim answer: a client reads on until the final one comes, whether it knows 103 or not (RFC 9110 15.2: a
#           client must be able to parse 1xx, and may ignore those that it does not expect).
# Real: `http.client` reads on after 100 alone, and HttpURLConnection does the same. Both hand 103 to the caller as the
#       answer, without a body. The 200 behind it is not read.
# Matters: an app or an edge that begins to send hints for browsers (`writeEarlyHints` of Node, `early_hints` of nginx) has the status 103 for
#          monitors and services in Python and old Java: not 200, and in `if not r.ok` no error either.
# Seen (2026-11-28, Python 3.11.7, OpenJDK 17.0.15, Node 20.20.2):
#   requests: 103 "", ok True
#   HttpURLConnection: 103
#   httpx: 200 "well"
#   aiohttp: 200 "well"
#   fetch: 200 "well"
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${app:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet urllib3==2.8.0 requests==2.34.2 httpx==0.28.1 aiohttp==3.14.5
cat > app.mjs <<'JS'
import { createServer } from 'node:http'

const app = createServer((_request, response) => response.writeEarlyHints({ link: '</app.css>; rel=preload; as=style' }, () => response.end('well')))
app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${app.address().port}/`))
JS
cat > ask.py <<'PY'
import asyncio
import sys

import aiohttp
import httpx
import requests

url = sys.argv[1]
answer = requests.get(url, timeout=5)
print(f'requests: {answer.status_code} "{answer.text}", ok {answer.ok}')


async def by_aiohttp():
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return f'aiohttp: {answer.status} "{await answer.text()}"'


answer = httpx.get(url)
print(f'httpx: {answer.status_code} "{answer.text}"')
print(asyncio.run(by_aiohttp()))
PY
cat > Ask.java <<'JAVA'
import java.net.HttpURLConnection;
import java.net.URI;

class Ask {
  public static void main(String[] url) throws Exception {
    var asked = (HttpURLConnection) URI.create(url[0]).toURL().openConnection();
    asked.setReadTimeout(5000);
    System.out.println("HttpURLConnection: " + asked.getResponseCode());
  }
}
JAVA
mkfifo url; node app.mjs > url & app=$!
read -r url < url
{
  env/bin/python ask.py "$url" | sed -n 1p
  java Ask.java "$url"
  env/bin/python ask.py "$url" | sed 1d
  node -e 'fetch(process.argv[1]).then(async (answer) => console.log(`fetch: ${answer.status} "${await answer.text()}"`))' "$url"
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
requests: 103 "", ok True
HttpURLConnection: 103
httpx: 200 "well"
aiohttp: 200 "well"
fetch: 200 "well"
SEEN
