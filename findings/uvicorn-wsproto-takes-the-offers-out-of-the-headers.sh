#!/usr/bin/env bash
# uvicorn 0.54.0 with --ws websockets (17.4) and --ws wsproto (1.3.2)
# Expected: the app sees the same request whichever library speaks WebSocket: the header among `headers`, and its value
#           as a list in `subprotocols`.
# Real: with wsproto the header Sec-WebSocket-Protocol is not among the headers; the offers are in `subprotocols` alone.
# Matters: an app that reads a browser's token from that header refuses everybody after a change of --ws.
# Seen (2026-11-27):
#   websockets: header chat.v1, token.abc; subprotocols ['chat.v1', 'token.abc']
#   wsproto: header None; subprotocols ['chat.v1', 'token.abc']
set -euo pipefail
dir=$(mktemp -d); trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet uvicorn==0.54.0 websockets==17.4 wsproto==1.3.2
cat > app.py <<'PY'
async def app(scope, receive, send):
    if scope["type"] != "websocket":
        return
    header = dict(scope["headers"]).get(b"sec-websocket-protocol")
    await receive()
    await send({"type": "websocket.accept"})
    said = f"header {header and header.decode()}; subprotocols {scope['subprotocols']}"
    await send({"type": "websocket.send", "text": said})
    await send({"type": "websocket.close"})
PY
cat > ask.py <<'PY'
import asyncio, sys
from websockets.asyncio.client import connect


async def main():
    for _ in range(100):
        try:
            async with connect(f"ws://127.0.0.1:{sys.argv[1]}/", subprotocols=["chat.v1", "token.abc"]) as socket:
                return print(await socket.recv())
        except OSError:
            await asyncio.sleep(0.1)


asyncio.run(main())
PY
seen() {
  port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
  env/bin/uvicorn app:app --host 127.0.0.1 --port "$port" --ws "$1" --lifespan off --log-level error >/dev/null 2>&1 &
  env/bin/python ask.py "$port" > "$1.txt"
}
seen websockets; first=$(cat websockets.txt)
seen wsproto; second=$(cat wsproto.txt)
echo "websockets: $first"; echo "wsproto: $second"
[[ $first == 'header chat.v1'* && $second == 'header None; subprotocols ['*chat.v1* ]]
