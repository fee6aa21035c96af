# pip: django==5.2.19 django-health-check==4.8.0
import os
from wsgiref.simple_server import make_server

import django
from django.conf import settings
from django.urls import path

broken = os.environ["STATE"] == "failing"
settings.configure(
    DEBUG=False,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="a-key-of-this-trial",
    INSTALLED_APPS=["health_check"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": "/nowhere/at/all.sqlite3" if broken else ":memory:",
        }
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from health_check.views import HealthCheckView  # noqa: E402

urlpatterns = [path("health/", HealthCheckView.as_view(checks=["health_check.Database"]))]
make_server("127.0.0.1", int(os.environ["PORT"]), get_wsgi_application()).serve_forever()
