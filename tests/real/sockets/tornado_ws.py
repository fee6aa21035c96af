# pip: tornado==6.6.1 pyjwt==2.15.1
# Tornado refuses an Origin that is not the Host by default.
import asyncio
import os

import jwt
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

state = os.environ["STATE"]


class Health(RequestHandler):
    def get(self):
        self.finish({"status": "ok", "service": "chat"})


class Chat(WebSocketHandler):
    def prepare(self):
        if state == "raises-before":
            raise RuntimeError("boom")
        token = self.request.headers.get("Authorization", "")[7:]
        try:
            self.user = jwt.decode(token, os.environ["KEY"], ["HS256"])["sub"]
        except jwt.PyJWTError:
            self.set_status(401)
            self.finish({"error": "unauthorized"})

    def open(self):
        self.write_message({"type": "welcome", "user": self.user})

    def on_message(self, message):
        self.write_message({"type": "pong"})


async def main():
    app = Application([("/health", Health), ("/another" if state == "unmounted" else "/ws", Chat)])
    app.listen(int(os.environ["PORT"]), "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
