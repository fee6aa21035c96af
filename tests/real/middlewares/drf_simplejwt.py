# pip: django==5.2.19 djangorestframework==3.18.3 djangorestframework-simplejwt==5.5.1 gunicorn==27.0.1
import os
import sys
from datetime import timedelta

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="x" * 50,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="drf_simplejwt",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTStatelessUserAuthentication"],
        "DEFAULT_PERMISSION_CLASSES": [
            "rest_framework.permissions." + ("AllowAny" if os.environ["STATE"] == "open" else "IsAuthenticated")
        ],
    },
    SIMPLE_JWT={
        "SIGNING_KEY": os.environ["KEY"],
        "AUDIENCE": os.environ["AUDIENCE"] or None,
        "ISSUER": os.environ["ISSUER"] or None,
        "ACCESS_TOKEN_LIFETIME": timedelta(minutes=10),
        "USER_ID_CLAIM": "sub",
        "TOKEN_TYPE_CLAIM": None,
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework.decorators import api_view  # noqa: E402
from rest_framework.response import Response  # noqa: E402


@api_view(["GET"])
def me(request):
    return Response({"sub": str(getattr(request.user, "id", None))})


urlpatterns = [
    path("health", lambda request: JsonResponse({"status": "ok", "service": "api"})),
    path("api/me", me),
]
application = get_wsgi_application()

if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))
    bind = f"127.0.0.1:{os.environ['PORT']}"
    os.execv(
        sys.executable, [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", bind, "drf_simplejwt:application"]
    )
