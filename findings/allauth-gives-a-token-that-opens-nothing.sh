#!/usr/bin/env bash
# django-allauth 65.22.1, headless, client `app` (Django 5.2.19)
# Expected: the session token of a login opens the session. Where the settings make that impossible, `manage.py check` or the start says so, as
#           allauth does for other settings.
# Real: with `SESSION_ENGINE` of signed cookies the login answers 200, `is_authenticated: true` and a `session_token`; the next request with that
#       token is 410 "gone", each time. A token is the key of a session in a store, and a session in a cookie has none. No check says a word.
# Matters: the project was on signed cookies and adds an app for phones: login works for all, everything behind it for nobody, and a check
#          that ends at the 200 of the login is green.
# Seen (2026-11-28):
#   db: login 200 with a token, is_authenticated True; session 200; manage.py check: no issues
#   cache: login 200 with a token, is_authenticated True; session 200; manage.py check: no issues
#   signed_cookies: login 200 with a token, is_authenticated True; session 410; manage.py check: no issues
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet 'django-allauth[headless]==65.22.1' django==5.2.19
cat > try.py <<'PY'
import io
import sys

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="x" * 50,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SESSION_ENGINE=f"django.contrib.sessions.backends.{sys.argv[1]}",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[f"django.contrib.{app}" for app in ("auth", "contenttypes", "sessions", "messages")]
    + ["allauth", "allauth.account", "allauth.headless"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
    AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    ACCOUNT_EMAIL_VERIFICATION="none",
    HEADLESS_ONLY=True,
    HEADLESS_CLIENTS=("app",),
)
django.setup()
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import include, path

urlpatterns = [path("_allauth/", include("allauth.headless.urls"))]
call_command("migrate", verbosity=0)
login = {"username": "ann", "password": "blue-harbor-7"}
get_user_model().objects.create_user(**login)
answer = Client().post("/_allauth/app/v1/auth/login", login, content_type="application/json")
meta = answer.json()["meta"]
session = Client().get("/_allauth/app/v1/auth/session", headers={"X-Session-Token": meta["session_token"]})
checked = io.StringIO()
call_command("check", stdout=checked)
print(
    f"{sys.argv[1]}: login {answer.status_code} with a token, is_authenticated {meta['is_authenticated']}; session {session.status_code};"
    f" manage.py check: {'no issues' if 'no issues' in checked.getvalue() else 'issues'}"
)
PY
for engine in db cache signed_cookies; do env/bin/python try.py "$engine" 2>/dev/null; done | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
db: login 200 with a token, is_authenticated True; session 200; manage.py check: no issues
cache: login 200 with a token, is_authenticated True; session 200; manage.py check: no issues
signed_cookies: login 200 with a token, is_authenticated True; session 410; manage.py check: no issues
SEEN
