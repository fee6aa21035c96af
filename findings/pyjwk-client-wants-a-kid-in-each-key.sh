#!/usr/bin/env bash
# PyJWT 2.15.1, `PyJWKClient`, beside joserfc 1.8.0
# Expected: an issuer with one key may publish it without `kid`, and its tokens need none: the member is optional in a key (RFC 7517 4.5)
#           and in a header (RFC 7515 4.1.4).
# Real: PyJWKClient leaves out each key without `kid`, as if it were there for encryption, and says that the document holds no
#       signing keys, though the key is there with `use: sig`.
# Matters: the issuer's address, its key and the token are right, and the message sends people to look for an empty document. Other
#          APIs of the same issuer accept the token.
# Seen (2026-11-28):
#   with kid: PyJWKClient accepted, joserfc accepted
#   without kid: PyJWKClient refused (The JWKS endpoint did not contain any signing keys), joserfc accepted
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet 'PyJWT[crypto]==2.15.1' joserfc==1.8.0
cat > try.py <<'PY'
import base64, json, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt as joserfc_jwt
from joserfc.jwk import KeySet

private = Ed25519PrivateKey.generate()
x = base64.urlsafe_b64encode(private.public_key().public_bytes_raw()).rstrip(b"=").decode()
SETS = {"/with": {"kid": "k"}, "/without": {}}


class Issuer(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"keys": [{"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "x": x, **SETS[self.path]}]}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
threading.Thread(target=server.serve_forever, daemon=True).start()
issuer = f"http://127.0.0.1:{server.server_port}"


def word(read):
    try:
        read()
        return "accepted"
    except Exception as error:
        return f"refused ({error})"


for path, members in SETS.items():
    token = jwt.encode({"sub": "user", "exp": int(time.time()) + 600}, private, "EdDSA", headers=members)
    client = jwt.PyJWKClient(issuer + path)
    by_pyjwt = word(lambda: jwt.decode(token, client.get_signing_key_from_jwt(token), algorithms=["EdDSA"]))
    keys = KeySet.import_key_set({"keys": [{"kty": "OKP", "crv": "Ed25519", "x": x, **members}]})
    by_joserfc = word(lambda: joserfc_jwt.decode(token, keys, algorithms=["EdDSA"]))
    print(f"{path[1:]} kid: PyJWKClient {by_pyjwt}, joserfc {by_joserfc}")
PY
env/bin/python -W ignore try.py | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
with kid: PyJWKClient accepted, joserfc accepted
without kid: PyJWKClient refused (The JWKS endpoint did not contain any signing keys), joserfc accepted
SEEN
