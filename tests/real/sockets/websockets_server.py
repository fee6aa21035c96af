# pip: websockets==17.4 pyjwt==2.15.1
# The websockets library alone. STATE listed: a client without one of its subprotocols is refused with 400.
import asyncio
import json
import os

import jwt
from websockets.asyncio.server import serve

state = os.environ["STATE"]
names = {"listed": ["chat.v1"], "none": ["chat.v9"]}.get(state)


def before(connection, request):
    if request.path == "/health":
        answer = connection.respond(200, '{"status":"ok","service":"chat"}')
        answer.headers.pop("Content-Type", None)
        answer.headers["Content-Type"] = "application/json"
        return answer
    if request.path != "/ws" or state == "unmounted":
        return connection.respond(404, "not found\n")
    offers = ", ".join(request.headers.get_all("Sec-WebSocket-Protocol"))
    token = request.headers.get("Authorization", "")[7:] or (offers.split("token.") + [""])[1].split(",")[0]
    try:
        connection.user = jwt.decode(token, os.environ["KEY"], ["HS256"])["sub"]
    except jwt.PyJWTError:
        return connection.respond(401, "unauthorized\n")


async def chat(connection):
    await connection.send(json.dumps({"type": "welcome", "user": connection.user}))
    async for _ in connection:
        await connection.send('{"type":"pong"}')


async def main():
    async with serve(chat, "127.0.0.1", int(os.environ["PORT"]), process_request=before, subprotocols=names) as server:
        await server.serve_forever()


asyncio.run(main())
