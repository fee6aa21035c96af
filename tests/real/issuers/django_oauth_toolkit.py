# pip: django==5.2.19 django-oauth-toolkit==3.4.1 gunicorn==27.0.1
# Its defaults end the old access token with a refresh.
import os
import sys

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="x" * 50,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="django_oauth_toolkit",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3", "OPTIONS": {"timeout": 20}}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "oauth2_provider"],
    MIDDLEWARE=["oauth2_provider.middleware.OAuth2TokenMiddleware"],
    AUTHENTICATION_BACKENDS=[
        "django.contrib.auth.backends.ModelBackend",
        "oauth2_provider.backends.OAuth2Backend",
    ],
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    OAUTH2_PROVIDER={"SCOPES": {"read": "read", "introspection": "ask"}, "ACCESS_TOKEN_EXPIRE_SECONDS": 300},
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import include, path  # noqa: E402


def me(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return JsonResponse({"error": "unauthorized"}, status=401)
    return JsonResponse({"sub": str(user.pk)})


urlpatterns = [
    path("health", lambda request: JsonResponse({"status": "ok"})),
    path("me", me),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]
application = get_wsgi_application()

if __name__ == "__main__":
    from django.contrib.auth.models import User
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    user = User.objects.create_user(os.environ["USER_NAME"], password=os.environ["USER_PASSWORD"])
    for grant, name in (("client-credentials", os.environ["CLIENT_ID"]), ("password", "a-person")):
        Application.objects.create(
            client_id=name, client_secret=os.environ["CLIENT_SECRET"], client_type="confidential",
            authorization_grant_type=grant, user=user,
        )  # fmt: skip
    os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))
    bind = f"127.0.0.1:{os.environ['PORT']}"
    os.execv(
        sys.executable,
        [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", bind, "django_oauth_toolkit:application"],
    )
