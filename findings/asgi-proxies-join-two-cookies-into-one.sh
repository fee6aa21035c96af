#!/usr/bin/env bash
# asgi-proxy-lib 0.2a0 and fastapi-proxy-lib 0.3.0 (uvicorn 0.54.0, httpx 0.28.1), and django-revproxy 0.13.0 (Django 5.2.19, Python 3.11), beside
# ReverseProxyResource of Twisted 26.10.0
# Expected: two Set-Cookie lines of the app stay two lines: they cannot be joined as other headers can, since a comma may stand in a cookie (RFC 9110 5.3,
#           RFC 6265 3). Attributes pass as they are, those too that the proxy does not know.
# Real: both proxies for ASGI join the lines with a comma, and a browser reads one cookie with a strange attribute. django-revproxy reads
#       each cookie and writes it again: `Partitioned`, which Python knows since 3.14, is gone.
# Matters: a login that sets a session and a CSRF cookie loses the second behind the proxy: the login is 200, and the first form is 403. An app inside
#          a frame of another site loses its session without `Partitioned`.
# Seen (2026-11-28):
#   asgi-proxy-lib: a=1; Path=/, b=2; Path=/; SameSite=None; Secure; Partitioned
#   fastapi-proxy-lib: a=1; Path=/, b=2; Path=/; SameSite=None; Secure; Partitioned
#   django-revproxy: a=1; Path=/ | b=2; Path=/; SameSite=None; Secure
#   twisted: a=1; Path=/ | b=2; Path=/; SameSite=None; Secure; Partitioned
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env
env/bin/pip install --quiet asgi-proxy-lib==0.2a0 fastapi-proxy-lib==0.3.0 fastapi==0.165.0 uvicorn==0.54.0 httpx==0.28.1 django-revproxy==0.13.0 django==5.2.19 twisted==26.10.0
cat > try.py <<'PY'
import http.client
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
import uvicorn
from asgi_proxy import asgi_proxy
from django.conf import settings
from fastapi_proxy_lib.fastapi.app import reverse_http_app
from twisted.internet import reactor
from twisted.web import proxy, server


class App(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        for cookie in ("a=1; Path=/", "b=2; Path=/; SameSite=None; Secure; Partitioned"):
            self.send_header("Set-Cookie", cookie)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def start(run):
    threading.Thread(target=run, daemon=True).start()


app = ThreadingHTTPServer(("127.0.0.1", 0), App)
start(app.serve_forever)
url = f"http://127.0.0.1:{app.server_port}/"


def by_asgi(application):
    config = uvicorn.Config(application, port=0, log_level="critical")
    socket = config.bind_socket()
    start(lambda: uvicorn.Server(config).run(sockets=[socket]))
    return socket.getsockname()[1]


def by_django():
    settings.configure(INSTALLED_APPS=["revproxy"], MIDDLEWARE=[], ALLOWED_HOSTS=["*"], ROOT_URLCONF="urls", SECRET_KEY="x" * 50)
    django.setup()
    from django.core.wsgi import get_wsgi_application

    gateway = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    start(gateway.serve_forever)
    return gateway.server_port


def by_twisted():
    site = server.Site(proxy.ReverseProxyResource("127.0.0.1", app.server_port, b""))
    port = reactor.listenTCP(0, site, interface="127.0.0.1").getHost().port
    start(lambda: reactor.run(installSignalHandlers=False))
    return port


def say(name, port):
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            break
        except ConnectionRefusedError:
            threading.Event().wait(0.1)
    cookies = [cookie.strip() for cookie in connection.getresponse().headers.get_all("Set-Cookie")]
    print(f"{name}: {' | '.join(cookies)}", flush=True)


with open("urls.py", "w") as urls:
    urls.write(
        "from django.urls import re_path\nfrom revproxy.views import ProxyView\n"
        f"urlpatterns = [re_path('(?P<path>.*)', ProxyView.as_view(upstream='{url}'))]\n"
    )
say("asgi-proxy-lib", by_asgi(asgi_proxy(url)))
say("fastapi-proxy-lib", by_asgi(reverse_http_app(base_url=url)))
say("django-revproxy", by_django())
say("twisted", by_twisted())
os._exit(0)
PY
env/bin/python try.py 2>/dev/null | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
asgi-proxy-lib: a=1; Path=/, b=2; Path=/; SameSite=None; Secure; Partitioned
fastapi-proxy-lib: a=1; Path=/, b=2; Path=/; SameSite=None; Secure; Partitioned
django-revproxy: a=1; Path=/ | b=2; Path=/; SameSite=None; Secure
twisted: a=1; Path=/ | b=2; Path=/; SameSite=None; Secure; Partitioned
SEEN
