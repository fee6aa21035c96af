#!/usr/bin/env bash
# websockets 17.4 (asyncio server)
# Expected: a server that lists subprotocols opens without one for a client that offers none (RFC 6455 4.2.2: if it agrees
#           to none, it leaves the header out), as ws, aiohttp, Tornado, gorilla, coder and Fastify do.
# Real: 400 "missing subprotocol". A client that offers another name gets 400, too.
# Matters: adding `subprotocols=` for browsers shuts out every client that sends its token in a header, health checks too.
# Seen (2026-11-27):
#   without the list: 101
#   with the list, none offered: 400 Failed to open a WebSocket connection: missing subprotocol.
#   with the list, offered: 101
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet websockets==17.4
cat > try.py <<'PY'
import asyncio, sys
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import InvalidStatus


async def status(listed, offered):
    async def handler(socket):
        pass

    async with serve(handler, "127.0.0.1", 0, subprotocols=listed) as server:
        try:
            async with connect(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}", subprotocols=offered):
                return 101, ""
        except InvalidStatus as refused:
            return refused.response.status_code, refused.response.body.decode().strip().splitlines()[-1]


async def main():
    plain, none, good = await status(None, None), await status(["chat.v1"], None), await status(["chat.v1"], ["chat.v1"])
    print(" ".join(["without the list:", *filter(None, map(str, plain))]))
    print(" ".join(["with the list, none offered:", *filter(None, map(str, none))]))
    print(" ".join(["with the list, offered:", *filter(None, map(str, good))]))
    sys.exit(0 if (plain[0], none[0], good[0]) == (101, 400, 101) else 1)


asyncio.run(main())
PY
env/bin/python try.py 2>/dev/null
