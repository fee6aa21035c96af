#!/usr/bin/env bash
# sanic 25.12.1 (websockets 15 or later underneath)
# Expected: an exception in a WebSocket handler closes with 1011 (RFC 6455 7.4.1: unexpected condition), as the websockets
#           library does by itself, or without a close frame.
# Real: the client gets 1000, "normal closure", and the traceback is in the server's log alone.
# Matters: clients that reconnect on anything but 1000 stay away; monitors that count abnormal closes see none.
# Seen (2026-11-27):
#   sanic: close 1000
#   websockets alone: close 1011
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet sanic==25.12.1 websockets==15.0.1
cat > app.py <<'PY'
import sys
from sanic import Sanic

app = Sanic("app")


@app.websocket("/ws")
async def ws(request, socket):
    await socket.recv()
    raise RuntimeError("boom")


if __name__ == "__main__":
    app.run("127.0.0.1", int(sys.argv[1]), single_process=True, motd=False)
PY
port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
env/bin/python app.py "$port" >server.log 2>&1 & server=$!
cat > ask.py <<'PY'
import asyncio, sys
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve


async def code_of(url):
    for _ in range(100):
        try:
            async with connect(url) as socket:
                await socket.send("hello")
                await socket.wait_closed()
                return socket.close_code
        except OSError:
            await asyncio.sleep(0.1)


async def crash(socket):
    await socket.recv()
    raise RuntimeError("boom")


async def main():
    sanic = await code_of(f"ws://127.0.0.1:{sys.argv[1]}/ws")
    async with serve(crash, "127.0.0.1", 0) as server:
        alone = await code_of(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    print("sanic: close", sanic)
    print("websockets alone: close", alone)
    sys.exit(0 if (sanic, alone) == (1000, 1011) else 1)


asyncio.run(main())
PY
env/bin/python ask.py "$port" 2>/dev/null
