# pip: django==5.2.19 djangorestframework==3.18.3 pyjwt[crypto]==2.10.1 gunicorn==27.0.1
import os
import sys

import django
import jwt
from django.conf import settings

settings.configure(
    SECRET_KEY="x" * 50,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="drf_pyjwt",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    },
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework.authentication import BaseAuthentication, get_authorization_header  # noqa: E402
from rest_framework.decorators import api_view, authentication_classes  # noqa: E402
from rest_framework.exceptions import AuthenticationFailed  # noqa: E402
from rest_framework.response import Response  # noqa: E402

keys = jwt.PyJWKClient(os.environ["JWKS"])


class Bearer(BaseAuthentication):
    def authenticate(self, request):
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != b"bearer":
            return None
        try:
            token = parts[1].decode()
            key = keys.get_signing_key_from_jwt(token)
            jwt.decode(token, key.key, algorithms=["RS256"], audience=os.environ["AUDIENCE"], issuer=os.environ["ISSUER"] or None)
        except Exception as error:
            raise AuthenticationFailed(str(error))
        return User(username="smoke"), None

    def authenticate_header(self, request):
        return "Bearer"


@api_view(["GET"])
@authentication_classes([Bearer])
def me(request):
    return Response({"sub": "smoke"})


urlpatterns = [
    path("health", lambda request: JsonResponse({"status": "ok", "service": "api"})),
    path("api/me", me),
]
application = get_wsgi_application()

if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))
    bind = f"127.0.0.1:{os.environ['PORT']}"
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", bind, "drf_pyjwt:application"])
