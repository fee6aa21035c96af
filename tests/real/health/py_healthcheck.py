# pip: flask==3.1.3 py-healthcheck==1.10.1
import os

from flask import Flask
from healthcheck import HealthCheck


def database():
    return os.environ["STATE"] == "healthy", "database"


def loop():
    return True, "loop"


app = Flask(__name__)
checks = HealthCheck(checkers=[loop, database])
app.add_url_rule("/healthcheck", "healthcheck", view_func=checks.run)
app.run(host="127.0.0.1", port=int(os.environ["PORT"]))
