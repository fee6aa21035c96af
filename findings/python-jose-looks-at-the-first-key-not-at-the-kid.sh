#!/usr/bin/env bash
# python-jose 3.5.0, beside PyJWT 2.15.1 and joserfc 1.8.0
# Expected: of a JWK Set the key is taken that the token names in `kid` (RFC 7515 4.1.4, RFC 7517 4.5), wherever it stands.
#           A key of another type beside it does not matter.
# Real: python-jose takes a JWK Set and does not look at `kid`: it builds each key in turn for the token's algorithm. A key
#       of another type that stands before the right one ends the attempt; one that stands after it is never met.
# Matters: an issuer that publishes one more key (EC or Ed25519 beside RSA) shuts out every user of such an API, or nobody, by
#          the order of a list. The token and its key are good, and other APIs of the same issuer go on.
# Seen (2026-11-28):
#   RSA key first, EC key second: python-jose accepted, PyJWT accepted, joserfc accepted
#   EC key first, RSA key second: python-jose refused (Incorrect key type. Expected: 'RSA', Received: EC), PyJWT accepted, joserfc accepted
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet 'python-jose[cryptography]==3.5.0' 'pyjwt[crypto]==2.15.1' joserfc==1.8.0
cat > try.py <<'PY'
import sys, time

import jwt as pyjwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from joserfc import jwt as joserfc_jwt
from joserfc.jwk import KeySet
from jose import jwt as python_jose
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

private = rsa.generate_private_key(65537, 2048)
public_rsa = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
public_ec = ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()).public_key(), as_dict=True)
rsa_key = {"kty": "RSA", "n": public_rsa["n"], "e": public_rsa["e"], "kid": "rsa", "use": "sig", "alg": "RS256"}
ec_key = {"kty": "EC", "crv": "P-256", "x": public_ec["x"], "y": public_ec["y"], "kid": "ec", "use": "sig", "alg": "ES256"}
now = int(time.time())
token = pyjwt.encode({"sub": "1", "iat": now, "exp": now + 600}, private, "RS256", headers={"kid": "rsa"})

READERS = {
    "python-jose": lambda keys: python_jose.decode(token, keys, algorithms=["RS256"]),
    "PyJWT": lambda keys: pyjwt.decode(token, pyjwt.PyJWKSet.from_dict(keys)["rsa"], algorithms=["RS256"]),
    "joserfc": lambda keys: joserfc_jwt.decode(token, KeySet.import_key_set(keys), algorithms=["RS256"]),
}


def accepted(title, *keys):
    words, seen = [], []
    for name, read in READERS.items():
        try:
            read({"keys": list(keys)})
            words.append(f"{name} accepted")
            seen.append(True)
        except Exception as refusal:
            words.append(f"{name} refused ({refusal})")
            seen.append(False)
    print(f"{title}: {', '.join(words)}")
    return seen


first = accepted("RSA key first, EC key second", rsa_key, ec_key)
second = accepted("EC key first, RSA key second", ec_key, rsa_key)
sys.exit(0 if (first, second) == ([True, True, True], [False, True, True]) else 1)
PY
env/bin/python try.py
