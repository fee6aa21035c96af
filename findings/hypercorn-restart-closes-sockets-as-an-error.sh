#!/usr/bin/env bash
# hypercorn 0.18.0, beside uvicorn 0.54.0 (websockets 17.4), one ASGI app
# Expected: a server that is told to stop closes its WebSockets with 1001 "going away" or 1012 "service restart" (RFC 6455 7.4.1 and
#           the registry of close codes), as uvicorn and the websockets library do.
# Real: hypercorn closes with 1011, "an unexpected condition", which it uses for an exception in the app as well.
# Matters: each deployment looks like a crash to whoever counts 1011; a client that reconnects at once after 1001 or 1012 and waits
#          after an error lets its users wait. The close code does not tell a restart from a fault.
# Seen (2026-11-28):
#   uvicorn: SIGTERM 1012
#   hypercorn: SIGTERM 1011, exception in the app 1011
set -euo pipefail
dir=$(mktemp -d); trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet hypercorn==0.18.0 uvicorn==0.54.0 websockets==17.4
cat > app.py <<'PY'
async def app(scope, receive, send):
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        raise RuntimeError("an exception of the app")
PY
cat > ask.py <<'PY'
import asyncio, os, signal, sys
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

PORT, SERVER = sys.argv[1], int(sys.argv[2])


async def code(act):
    for _ in range(200):
        try:
            async with connect(f"ws://127.0.0.1:{PORT}/") as socket:
                await act(socket)
                try:
                    await socket.recv()
                except ConnectionClosed as closed:
                    return closed.rcvd.code if closed.rcvd else 1006
        except OSError:
            await asyncio.sleep(0.1)


async def stop(_socket):
    os.kill(SERVER, signal.SIGTERM)


async def main():
    if sys.argv[3] == "fault":
        print(f"exception in the app {await code(lambda socket: socket.send('fail'))}")
    else:
        print(f"SIGTERM {await code(stop)}")


asyncio.run(main())
PY
free='import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'
serve() {
  port=$(python3 -c "$free")
  case $1 in
    uvicorn) env/bin/uvicorn app:app --port "$port" --lifespan off >/dev/null 2>&1 & ;;
    hypercorn) env/bin/hypercorn app:app --bind "127.0.0.1:$port" --graceful-timeout 1 >/dev/null 2>&1 & ;;
  esac
  env/bin/python ask.py "$port" "$!" "$2" > code.txt
}
serve uvicorn stop; first=$(cat code.txt)
serve hypercorn stop; second=$(cat code.txt)
serve hypercorn fault; third=$(cat code.txt)
{ echo "uvicorn: $first"; echo "hypercorn: $second, $third"; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
uvicorn: SIGTERM 1012
hypercorn: SIGTERM 1011, exception in the app 1011
SEEN
