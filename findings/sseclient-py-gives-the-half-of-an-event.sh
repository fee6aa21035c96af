#!/usr/bin/env bash
# sseclient-py 1.9.0 (PyPI), beside httpx-sse 0.4.3 (httpx 0.28.1) and eventsource-parser 3.1.1 (npm)
# Expected: an event that the blank line does not end is thrown away when the stream ends (WHATWG HTML 9.2.6: pending data must be
#           discarded, the incomplete event is not dispatched).
# Real: sseclient-py gives it to the application as an event like any other.
# Matters: a stream that was cut by a proxy's time limit or a restart ends with an event that looks whole; of a message in two
#          `data` lines the first half is stored as the answer. Other clients show that the end is missing.
# Seen (2026-11-28):
#   sseclient-py: "first", "Send 100 to"
#   httpx-sse: "first"
#   eventsource-parser: "first"
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet httpx-sse==0.4.3 httpx==0.28.1 sseclient-py==1.9.0
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund eventsource-parser@3.1.1
# The second event has one more line of data, which never comes.
printf 'data: first\n\ndata: Send 100 to\n' > stream.txt
cat > read.py <<'PY'
import httpx, httpx_sse, sseclient

STREAM = open("stream.txt", "rb").read()
answer = httpx.MockTransport(lambda _: httpx.Response(200, headers={"content-type": "text/event-stream"}, content=STREAM))


def say(name, events):
    print(f"{name}: " + ", ".join(f'"{event.data}"' for event in events))


say("sseclient-py", sseclient.SSEClient(iter([STREAM])).events())
with httpx.Client(transport=answer) as client, httpx_sse.connect_sse(client, "GET", "http://app.example/") as source:
    say("httpx-sse", source.iter_sse())
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { createParser } from 'eventsource-parser'
const events = []
const parser = createParser({ onEvent: ({ data }) => events.push(`"${data}"`) })
parser.feed(readFileSync('stream.txt', 'utf8'))
parser.reset()
console.log(`eventsource-parser: ${events.join(', ')}`)
JS
{ env/bin/python read.py; node read.mjs; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
sseclient-py: "first", "Send 100 to"
httpx-sse: "first"
eventsource-parser: "first"
SEEN
