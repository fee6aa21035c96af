#!/usr/bin/env bash
# joserfc 1.8.0, beside jwcrypto 1.6.1 and PyJWT 2.15.1, which signs the token
# Expected: a token is good from the moment in which it was signed. A NumericDate may have a fraction (RFC 7519 2), and PyJWT writes
#           `time.time()` as it is; a verifier compares it with the clock, fraction and all, or cuts both.
# Real: joserfc cuts its own clock to whole seconds and leaves the fraction in the token: `iat` and `nbf` of now are in the future until
#       the second is over.
# Matters: a login succeeds and the request after it gets 401, half a second later all is well: a client that asks at once is refused, on
#          average every time, and no clock is wrong. A second try hides it.
# Seen (2026-11-28):
#   iat of whole seconds, asked at once: joserfc accepted, jwcrypto accepted, PyJWT accepted
#   iat with a fraction, asked at once: joserfc refused (The token was issued in the future), jwcrypto accepted, PyJWT accepted
#   nbf with a fraction, asked at once: joserfc refused (The token is not yet valid), jwcrypto accepted, PyJWT accepted
#   iat with a fraction, a second later: joserfc accepted, jwcrypto accepted, PyJWT accepted
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet joserfc==1.8.0 jwcrypto==1.6.1 PyJWT==2.15.1
cat > try.py <<'PY'
import base64, time

import jwt
from joserfc import jwt as joserfc_jwt
from joserfc.jwk import OctKey
from jwcrypto import jwk, jwt as jwcrypto_jwt

SECRET = "a secret of forty characters, to be short"
ENCODED = base64.urlsafe_b64encode(SECRET.encode()).rstrip(b"=").decode()


def by_joserfc(token):
    claims = joserfc_jwt.decode(token, OctKey.import_key(SECRET), algorithms=["HS256"]).claims
    joserfc_jwt.JWTClaimsRegistry().validate(claims)


def by_jwcrypto(token):
    jwcrypto_jwt.JWT(jwt=token, key=jwk.JWK(kty="oct", k=ENCODED), algs=["HS256"])


def by_pyjwt(token):
    jwt.decode(token, SECRET, algorithms=["HS256"])


def word(verify, token):
    try:
        verify(token)
        return "accepted"
    except Exception as error:
        return f"refused ({getattr(error, 'description', None) or error})"


def look(title, claim, cut=False, later=0):
    time.sleep(1.3 - time.time() % 1)  # three tenths into the next second
    now = time.time()
    token = jwt.encode({"sub": "user", claim: int(now) if cut else now, "exp": int(now) + 60}, SECRET, "HS256")
    time.sleep(later)
    words = [f"{name} {word(verify, token)}" for name, verify in (("joserfc", by_joserfc), ("jwcrypto", by_jwcrypto), ("PyJWT", by_pyjwt))]
    print(f"{title}: {', '.join(words)}")


look("iat of whole seconds, asked at once", "iat", cut=True)
look("iat with a fraction, asked at once", "iat")
look("nbf with a fraction, asked at once", "nbf")
look("iat with a fraction, a second later", "iat", later=1)
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
iat of whole seconds, asked at once: joserfc accepted, jwcrypto accepted, PyJWT accepted
iat with a fraction, asked at once: joserfc refused (The token was issued in the future), jwcrypto accepted, PyJWT accepted
nbf with a fraction, asked at once: joserfc refused (The token is not yet valid), jwcrypto accepted, PyJWT accepted
iat with a fraction, a second later: joserfc accepted, jwcrypto accepted, PyJWT accepted
SEEN
