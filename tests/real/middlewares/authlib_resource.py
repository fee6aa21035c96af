# pip: flask==3.1.3 authlib==1.9.10 gunicorn==27.0.1
# Authlib's ResourceProtector with its RFC 7523 validator, which has a setting for the issuer and none for the audience.
import os
import sys

from authlib.integrations.flask_oauth2 import ResourceProtector, current_token
from authlib.oauth2.rfc7523 import JWTBearerTokenValidator
from flask import Flask, jsonify

app = Flask(__name__)
guard = ResourceProtector()
validator = JWTBearerTokenValidator(os.environ["KEY"].encode(), issuer=os.environ["ISSUER"] or None)
# By default it also wants the claims client_id and grant_type, which its own tokens have.
for claim in ("client_id", "grant_type"):
    validator.claims_options.pop(claim)
guard.register_token_validator(validator)


@app.get("/health")
def health():
    return jsonify(status="ok", service="api")


@app.get("/api/me")
@guard(None, optional=os.environ["STATE"] == "open")
def me():
    return jsonify(sub=current_token["sub"] if current_token else None)


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))
    bind = f"127.0.0.1:{os.environ['PORT']}"
    os.execv(
        sys.executable, [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", bind, "authlib_resource:app"]
    )
