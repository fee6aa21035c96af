# pip: django==5.2.19 channels==4.3.2 daphne==4.2.3 pyjwt==2.15.1
# Django Channels under daphne. STATE origin: AllowedHostsOriginValidator stands around it, as the manual has it.
import os
import sys

import django
import jwt
from django.conf import settings

state = os.environ["STATE"]
# The validator compares host names alone: the page's own, or another deployment's.
settings.configure(
    SECRET_KEY="x" * 50,
    ALLOWED_HOSTS=["127.0.0.1"],
    INSTALLED_APPS=["channels"],
    ROOT_URLCONF="channels_ws",
)
django.setup()

from channels.generic.websocket import AsyncJsonWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator, OriginValidator  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Chat(AsyncJsonWebsocketConsumer):
    async def connect(self):
        if state == "raises-before":
            raise RuntimeError("boom")
        headers = {name: value.decode() for name, value in self.scope["headers"]}
        offered = [one[6:] for one in self.scope["subprotocols"] if one.startswith("token.")]
        token = headers.get(b"authorization", "")[7:] or (offered or [""])[0]
        try:
            user = jwt.decode(token, os.environ["KEY"], ["HS256"])["sub"]
        except jwt.PyJWTError:
            return await self.close(4401)
        await self.accept("chat.v1" if "chat.v1" in self.scope["subprotocols"] else None)
        await self.send_json({"type": "welcome", "user": user})

    async def receive_json(self, content, **_):
        if content.get("type") == "ping":
            await self.send_json({"type": "pong"})


urlpatterns = [path("health", lambda request: JsonResponse({"status": "ok", "service": "chat"}))]
routes = URLRouter([path("another" if state == "unmounted" else "ws", Chat.as_asgi())])
guards = {"origin": AllowedHostsOriginValidator, "origin-refused": lambda app: OriginValidator(app, ["old.example"])}
application = ProtocolTypeRouter({"http": get_asgi_application(), "websocket": guards.get(state, lambda app: app)(routes)})

if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))
    os.execv(
        sys.executable,
        [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", os.environ["PORT"], "channels_ws:application"],
    )
