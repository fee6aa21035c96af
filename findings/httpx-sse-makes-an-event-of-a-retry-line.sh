#!/usr/bin/env bash
# httpx-sse 0.4.3 (httpx 0.28.1), beside sseclient-py 1.9.0 (PyPI) and eventsource-parser 3.1.1 (npm)
# Expected: a block of an event stream without a `data` line is no event (WHATWG HTML 9.2.6: with an empty data buffer nothing is
#           dispatched). Servers send `retry: 3000` alone as the first block, and `id:` or `event: ping` alone to stay awake.
# Real: httpx-sse dispatches an event with empty data for each such block.
# Matters: an application that reads each event as JSON fails at the first block of a healthy server, before any answer; one that
#          counts events, or awaits the first, sees an answer that was never sent. MCP and chat clients in Python read by it.
# Seen (2026-11-28):
#   httpx-sse: message "", ping "", message "{}"
#   sseclient-py: message "{}"
#   eventsource-parser: message "{}"
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet httpx-sse==0.4.3 httpx==0.28.1 sseclient-py==1.9.0
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund eventsource-parser@3.1.1
printf 'retry: 3000\n\nevent: ping\n\ndata: {}\n\n' > stream.txt
cat > read.py <<'PY'
import httpx, httpx_sse, sseclient

STREAM = open("stream.txt", "rb").read()
answer = httpx.MockTransport(lambda _: httpx.Response(200, headers={"content-type": "text/event-stream"}, content=STREAM))


def say(name, events):
    print(f"{name}: " + ", ".join(f'{event.event} "{event.data}"' for event in events))


with httpx.Client(transport=answer) as client, httpx_sse.connect_sse(client, "GET", "http://app.example/") as source:
    say("httpx-sse", source.iter_sse())
say("sseclient-py", sseclient.SSEClient(iter([STREAM])).events())
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { createParser } from 'eventsource-parser'
const events = []
createParser({ onEvent: ({ event = 'message', data }) => events.push(`${event} "${data}"`) }).feed(readFileSync('stream.txt', 'utf8'))
console.log(`eventsource-parser: ${events.join(', ')}`)
JS
{ env/bin/python read.py; node read.mjs; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
httpx-sse: message "", ping "", message "{}"
sseclient-py: message "{}"
eventsource-parser: message "{}"
SEEN
