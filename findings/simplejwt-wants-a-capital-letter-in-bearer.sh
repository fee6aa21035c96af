#!/usr/bin/env bash
# djangorestframework-simplejwt 5.5.1 and Flask-JWT-Extended 4.7.4 (PyPI), beside `HTTPBearer` of fastapi 0.165.0, `TokenAuthentication` of djangorestframework 3.18.3 and hono 4.13.19
# (npm)
# Expected: `Authorization: bearer <token>` is what `Authorization: Bearer <token>` is: the name of a scheme has no case (RFC 9110 11.1), and `token_type` in the answer of
#           an issuer has none either (RFC 6749 5.1), so that a client may send "bearer" because it was told so.
# Real: the first two compare letter by letter. simplejwt says that there were no credentials. Flask-JWT-Extended says that the type is
#       missing. The scheme of Django REST framework itself, under which simplejwt runs, has no case.
# Matters: a good token is a stranger: the message sends one to the proxy that may have dropped the header, or to the login, and both are well. A client that worked against one
#          service gets 401 from the next.
# Seen (2026-11-29):
#   simplejwt: Bearer 200, bearer 401 Authentication credentials were not provided.
#   Django REST framework's own: Token 200, token 200
#   Flask-JWT-Extended: Bearer 200, bearer 401 Missing 'Bearer' type in 'Authorization' header. Expected 'Authorization: Bearer <JWT>'
#   FastAPI: Bearer 200, bearer 200
#   hono: Bearer 200, bearer 200
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env
env/bin/pip install --quiet django==5.2.19 djangorestframework==3.18.3 djangorestframework-simplejwt==5.5.1 flask==3.1.3 flask-jwt-extended==4.7.4 fastapi==0.165.0 httpx==0.28.1
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund hono@4.13.19
cat > try.py <<'PY'
import asyncio

import django
import httpx
from django.conf import settings

KEY = "a-key-of-this-script-0123456789abcdef"
settings.configure(
    SECRET_KEY=KEY,
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    LOGGING_CONFIG=None,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
    REST_FRAMEWORK={"UNAUTHENTICATED_USER": None},
)
django.setup()

from django.test import Client
from django.urls import path
from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer
from flask import Flask
from flask_jwt_extended import JWTManager, create_access_token, jwt_required
from rest_framework.authentication import TokenAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTStatelessUserAuthentication
from rest_framework_simplejwt.models import TokenUser
from rest_framework_simplejwt.tokens import AccessToken


class Things(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, _request):
        return Response({})


class ByKey(TokenAuthentication):
    def authenticate_credentials(self, key):
        return TokenUser({"user_id": key}), key


urlpatterns = [
    path("simplejwt", Things.as_view(authentication_classes=[JWTStatelessUserAuthentication])),
    path("own", Things.as_view(authentication_classes=[ByKey])),
]
flask = Flask("try")
flask.config["JWT_SECRET_KEY"] = KEY
JWTManager(flask)
flask.add_url_rule("/", "things", jwt_required()(lambda: {}))
fast = FastAPI()
fast.get("/", dependencies=[Depends(HTTPBearer())])(lambda: {})


async def by_fastapi(authorization):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(fast), base_url="http://app.example") as client:
        return (await client.get("/", headers={"authorization": authorization})).status_code, None


def by_django(url, authorization):
    answer = Client().get(url, HTTP_AUTHORIZATION=authorization)
    return answer.status_code, answer.json().get("detail")


def by_flask(authorization):
    answer = flask.test_client().get("/", headers={"authorization": authorization})
    return answer.status_code, answer.json.get("msg")


def say(name, ask, *schemes):
    answers = [(scheme, *ask(scheme)) for scheme in schemes]
    print(f"{name}: " + ", ".join(f"{scheme} {status}{' ' + words if words else ''}" for scheme, status, words in answers))


token = AccessToken()
token["user_id"] = "1"
with flask.app_context():
    other = create_access_token("1")
say("simplejwt", lambda scheme: by_django("/simplejwt", f"{scheme} {token}"), "Bearer", "bearer")
say("Django REST framework's own", lambda scheme: by_django("/own", f"{scheme} abc"), "Token", "token")
say("Flask-JWT-Extended", lambda scheme: by_flask(f"{scheme} {other}"), "Bearer", "bearer")
say("FastAPI", lambda scheme: asyncio.run(by_fastapi(f"{scheme} abc")), "Bearer", "bearer")
PY
cat > try.mjs <<'JS'
import { Hono } from 'hono'
import { jwt, sign } from 'hono/jwt'

const secret = 'a-key-of-this-script-0123456789abcdef'
const app = new Hono().use(jwt({ secret, alg: 'HS256' })).get('/', (context) => context.text('well'))
const token = await sign({ sub: '1' }, secret, 'HS256')
const ask = async (scheme) => `${scheme} ${(await app.request('/', { headers: { authorization: `${scheme} ${token}` } })).status}`
console.log(`hono: ${await ask('Bearer')}, ${await ask('bearer')}`)
JS
{ env/bin/python -W ignore try.py; node try.mjs; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
simplejwt: Bearer 200, bearer 401 Authentication credentials were not provided.
Django REST framework's own: Token 200, token 200
Flask-JWT-Extended: Bearer 200, bearer 401 Missing 'Bearer' type in 'Authorization' header. Expected 'Authorization: Bearer <JWT>'
FastAPI: Bearer 200, bearer 200
hono: Bearer 200, bearer 200
SEEN
