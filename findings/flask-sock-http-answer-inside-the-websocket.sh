#!/usr/bin/env bash
# flask-sock 0.7.0 with Flask 3.1.3, under Werkzeug's server (its own way to run)
# Expected: an exception in the handler, after 101, ends the WebSocket: close 1011, or the end of the connection.
# Real: an HTTP answer is written into the open WebSocket. Its first byte `H` (0x48), read as a frame, is a close frame with
#       the bit of compression set, so clients report a protocol error and not that the app has crashed.
# Matters: the cause in the client's log is a protocol error of the library; the reason stands in the server's log alone.
# Seen (2026-11-27):
#   after the 101 the server sends: HTTP/1.1 500 INTERNAL SERVER ERROR
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet flask==3.1.3 flask-sock==0.7.0 simple-websocket==1.1.0
cat > app.py <<'PY'
import sys
from flask import Flask
from flask_sock import Sock

app = Flask(__name__)


@Sock(app).route("/ws")
def ws(socket):
    raise RuntimeError("boom")


app.run("127.0.0.1", int(sys.argv[1]))
PY
port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
env/bin/python app.py "$port" >server.log 2>&1 & server=$!
cat > ask.py <<'PY'
import socket, sys, time
for _ in range(100):
    try:
        s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
        break
    except OSError:
        time.sleep(0.1)
s.sendall(b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
s.settimeout(5)
data = b""
try:
    while part := s.recv(4096):
        data += part
except OSError:
    pass
head, _, rest = data.partition(b"\r\n\r\n")
print("after the", head.split(b" ")[1].decode(), "the server sends:", rest[:60].split(b"\r")[0].decode("latin1"))
sys.exit(0 if head.startswith(b"HTTP/1.1 101") and b"HTTP/1.1 500" in rest[:40] else 1)
PY
python3 ask.py "$port"
