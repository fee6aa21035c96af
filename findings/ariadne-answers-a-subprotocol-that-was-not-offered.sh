#!/usr/bin/env bash
# ariadne 1.1.1 (ariadne.asgi), with each of its two WebSocket handlers, beside strawberry-graphql 0.341.2; uvicorn 0.54.0
# Expected: the server chooses one of the subprotocols that the client offers, or none (RFC 6455 4.2.2). A GraphQL server that speaks
#           another one than the client refuses or closes (the protocol of graphql-ws has 4406 for it).
# Real: ariadne opens with the name of its own handler, whatever is offered, also when nothing is.
# Matters: a client must fail a connection whose answer names what it did not offer (RFC 6455 4.1), and says so in words of the handshake:
#          old and new clients of GraphQL see a broken server, and not that the two speak different protocols.
#          The server's log says that the connection was accepted.
# Seen (2026-11-28):
#   ariadne, graphql-transport-ws: offered graphql-ws, 101 with graphql-transport-ws
#   ariadne, graphql-transport-ws: offered nothing, 101 with graphql-transport-ws
#   ariadne, graphql-ws: offered graphql-transport-ws, 101 with graphql-ws
#   ariadne, graphql-ws: offered nothing, 101 with graphql-ws
#   strawberry: offered chat.v1, 101 with none, close 4406
#   strawberry: offered nothing, 101 with none, close 4406
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet ariadne==1.1.1 strawberry-graphql==0.341.2 uvicorn==0.54.0 websockets==17.4
cat > try.py <<'PY'
import asyncio, socket

import strawberry, uvicorn
from ariadne import make_executable_schema
from ariadne.asgi import GraphQL
from ariadne.asgi.handlers import GraphQLTransportWSHandler, GraphQLWSHandler
from strawberry.asgi import GraphQL as Strawberry

SCHEMA = make_executable_schema("type Query { word: String }")


@strawberry.type
class Query:
    word: str = "well"


async def ask(port, offer):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = ["GET / HTTP/1.1", "Host: app.example", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"]
    lines.append("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")
    if offer:
        lines.append(f"Sec-WebSocket-Protocol: {offer}")
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    chosen = [line.split(": ")[1] for line in head if line.lower().startswith("sec-websocket-protocol:")]
    words = f"offered {offer or 'nothing'}, {head[0].split()[1]} with {chosen[0] if chosen else 'none'}"
    if not chosen:
        frame = await reader.readexactly(4)
        if frame[0] == 0x88:
            words += f", close {int.from_bytes(frame[2:4], 'big')}"
    writer.close()
    return words


async def main():
    rows = [
        ("ariadne, graphql-transport-ws", GraphQL(SCHEMA, websocket_handler=GraphQLTransportWSHandler()), "graphql-ws"),
        ("ariadne, graphql-ws", GraphQL(SCHEMA, websocket_handler=GraphQLWSHandler()), "graphql-transport-ws"),
        ("strawberry", Strawberry(strawberry.Schema(Query)), "chat.v1"),
    ]
    for name, app, offer in rows:
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="critical", timeout_graceful_shutdown=1))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        for offered in (offer, None):
            print(f"{name}: {await ask(listener.getsockname()[1], offered)}")
        server.should_exit = True
        await serving


asyncio.run(main())
PY
env/bin/python try.py 2>/dev/null | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
ariadne, graphql-transport-ws: offered graphql-ws, 101 with graphql-transport-ws
ariadne, graphql-transport-ws: offered nothing, 101 with graphql-transport-ws
ariadne, graphql-ws: offered graphql-transport-ws, 101 with graphql-ws
ariadne, graphql-ws: offered nothing, 101 with graphql-ws
strawberry: offered chat.v1, 101 with none, close 4406
strawberry: offered nothing, 101 with none, close 4406
SEEN
