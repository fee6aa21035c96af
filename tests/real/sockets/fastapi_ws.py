# pip: fastapi==0.165.0 uvicorn[standard]==0.54.0 websockets==17.4 pyjwt==2.15.1
# STATE first-message: the token is awaited as {"type":"auth","token":…}, with no time limit.
import os

import jwt
import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

state, key = os.environ["STATE"], os.environ["KEY"]
app = FastAPI()


@app.get("/health")
def health():
    return {"status": "ok", "service": "chat"}


def token_of(socket):
    offered = [one[6:] for one in socket.scope["subprotocols"] if one.startswith("token.")]
    return socket.headers.get("authorization", "")[7:] or (offered or [""])[0]


async def talk(socket):
    while True:
        message = await socket.receive_json()
        if message.get("type") == "ping":
            await socket.send_json({"type": "pong"})


@app.websocket("/another" if state == "unmounted" else "/ws")
async def ws(socket: WebSocket):
    first = state.startswith("first-message")
    try:
        if first:
            await socket.accept()
        token = (await socket.receive_json())["token"] if first else token_of(socket)
        if state == "unverified":
            user = jwt.decode(token, options={"verify_signature": False})["sub"]
        else:
            user = "smoke" if state == "open" else jwt.decode(token, key, ["HS256"])["sub"]
    except jwt.PyJWTError:
        if state == "hidden":
            raise RuntimeError("boom")
        return await socket.close(4401, "unauthorized")
    except WebSocketDisconnect:
        return
    if state == "raises-before":
        raise RuntimeError("boom")
    if not first:
        await socket.accept("chat.v1" if "chat.v1" in socket.scope["subprotocols"] and state != "none" else None)
    if state == "raises-after":
        raise RuntimeError("boom")
    if state == "text":
        await socket.send_text("hello")
    elif state not in ("silent", "first-message-silent"):
        await socket.send_json({"type": "welcome", "user": user})
    try:
        await talk(socket)
    except WebSocketDisconnect:
        pass


uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
