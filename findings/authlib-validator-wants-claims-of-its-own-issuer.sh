#!/usr/bin/env bash
# Authlib 1.9.10, authlib.oauth2.rfc7523.JWTBearerTokenValidator behind the Flask ResourceProtector
# Expected: a bearer JWT with iss, sub, exp and a right signature is taken. RFC 7523 3 names iss, sub, aud, exp; RFC 6750
#           knows nothing of a grant type.
# Real: the claims `client_id` and `grant_type` are essential by default. A token of any other issuer, and of RFC 9068
#       (client_id, no grant_type), is refused with the one sentence that stands for every reason: "expired, revoked,
#       malformed, or invalid for other reasons".
# Matters: key, audience and clock are searched for a claim that no standard asks for; `claims_options` is where to end it.
# Seen (2026-11-27):
#   with iss, sub, exp: 401 The access token provided is expired, revoked, malformed, or invalid for other reasons.
#   with client_id too: 401 The access token provided is expired, revoked, malformed, or invalid for other reasons.
#   with client_id and grant_type: 200
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet authlib==1.9.10 flask==3.1.3 pyjwt==2.15.1
cat > try.py <<'PY'
import sys, time, warnings

warnings.simplefilter("ignore")
import jwt
from authlib.integrations.flask_oauth2 import ResourceProtector
from authlib.oauth2.rfc7523 import JWTBearerTokenValidator
from flask import Flask

key = "a-key-of-this-script-0123456789abcdef"
app, guard = Flask(__name__), ResourceProtector()
guard.register_token_validator(JWTBearerTokenValidator(key.encode(), issuer="https://issuer.example"))


@app.get("/")
@guard()
def me():
    return {"ok": True}


def ask(title, **claims):
    now = int(time.time())
    token = jwt.encode({"iss": "https://issuer.example", "sub": "1", "iat": now, "exp": now + 600, **claims}, key, "HS256")
    answer = app.test_client().get("/", headers={"Authorization": f"Bearer {token}"})
    print(f"{title}: {answer.status_code} {answer.json.get('error_description', '')}".rstrip())
    return answer.status_code


seen = (
    ask("with iss, sub, exp"),
    ask("with client_id too", client_id="c"),
    ask("with client_id and grant_type", client_id="c", grant_type="client_credentials"),
)
sys.exit(0 if seen == (401, 401, 200) else 1)
PY
env/bin/python try.py
