# pip: aiohttp==3.14.5 pyjwt==2.15.1
import os

import jwt
from aiohttp import web

state = os.environ["STATE"]


async def health(_):
    return web.json_response({"status": "ok", "service": "chat"})


async def chat(request):
    if state == "raises-before":
        raise RuntimeError("boom")
    offers = [one.strip() for one in request.headers.get("Sec-WebSocket-Protocol", "").split(",")]
    token = request.headers.get("Authorization", "")[7:] or next((o[6:] for o in offers if o.startswith("token.")), "")
    try:
        user = "smoke" if state == "open" else jwt.decode(token, os.environ["KEY"], ["HS256"])["sub"]
    except jwt.PyJWTError:
        return web.json_response({"error": "unauthorized"}, status=401)
    socket = web.WebSocketResponse(protocols=["chat.v9" if state == "none" else "chat.v1"])
    await socket.prepare(request)
    if state == "closes":
        await socket.close()
        return socket
    await socket.send_json({"type": "welcome", "user": user})
    async for message in socket:
        await socket.send_json({"type": "pong"})
    return socket


app = web.Application()
app.router.add_get("/health", health)
app.router.add_get("/another" if state == "unmounted" else "/ws", chat)
web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
