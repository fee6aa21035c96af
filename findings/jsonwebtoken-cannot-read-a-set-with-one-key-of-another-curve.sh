#!/usr/bin/env bash
# jsonwebtoken 10.3.0 (Rust), `JwkSet`, and Authlib 1.9.10 (`JsonWebKey.import_key_set`), beside PyJWT 2.15.1
# Expected: a key that a reader does not know is passed over, and the others of the set are used: RFC 7517 5 says to ignore keys whose `kty` is
#           not understood or whose values are out of the supported range.
# Real: for jsonwebtoken a set that holds one key for X25519 (`use: enc`), secp256k1 or ML-DSA is no set at all: an error of serde, and
#       none of its keys. Authlib reads those curves, and fails at ML-DSA with a bare KeyError.
# Matters: the day an issuer publishes one more key, for encryption or of the new signatures, each API with such a reader refuses all
#          tokens. Key, kid and token are as they were, and the error names a "variant", no key.
# Seen (2026-11-28):
#   RSA alone: jsonwebtoken 1 key, Authlib 1 key, PyJWT has the key
#   RSA and X25519: jsonwebtoken data did not match any variant, Authlib 2 keys, PyJWT has the key
#   RSA and secp256k1: jsonwebtoken data did not match any variant, Authlib 2 keys, PyJWT has the key
#   RSA and ML-DSA: jsonwebtoken data did not match any variant, Authlib KeyError 'AKP', PyJWT has the key
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet Authlib==1.9.10 'PyJWT[crypto]==2.15.1'
cat > sets.py <<'PY'
import base64, json, warnings
warnings.simplefilter("ignore")
import jwt
from authlib.jose import JsonWebKey
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

rsa_key = RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 2048).public_key(), as_dict=True) | {"kid": "1", "use": "sig", "alg": "RS256"}
rsa_key.pop("key_ops", None)
k1 = ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256K1()).public_key(), as_dict=True) | {"kid": "2", "use": "sig", "alg": "ES256K"}
x25519 = {"kty": "OKP", "crv": "X25519", "kid": "2", "use": "enc", "x": base64.urlsafe_b64encode(bytes(range(32))).rstrip(b"=").decode()}
ml_dsa = {"kty": "AKP", "alg": "ML-DSA-44", "kid": "2", "use": "sig", "pub": base64.urlsafe_b64encode((bytes(range(256)) * 6)[:1312]).rstrip(b"=").decode()}
for title, more in (("RSA alone", []), ("RSA and X25519", [x25519]), ("RSA and secp256k1", [k1]), ("RSA and ML-DSA", [ml_dsa])):
    keys = {"keys": [rsa_key, *more]}
    try:
        read = len(JsonWebKey.import_key_set(keys).keys)
        authlib = f"{read} key{'s' * (read > 1)}"
    except Exception as error:
        authlib = f"{type(error).__name__} {error}"
    has = "has the key" if any(key.key_id == "1" for key in jwt.PyJWKSet.from_dict(keys).keys) else "has no key"
    print(json.dumps({"title": title, "others": f"Authlib {authlib}, PyJWT {has}", "set": keys}))
PY
env/bin/python sets.py > sets.ndjson
mkdir src
printf '[package]\nname = "try"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\njsonwebtoken = { version = "=10.3.0", features = ["rust_crypto"] }\nserde_json = "1"\n' > Cargo.toml
cat > src/main.rs <<'RUST'
use jsonwebtoken::jwk::JwkSet;

fn main() {
    for line in std::fs::read_to_string("sets.ndjson").unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let read = match serde_json::from_value::<JwkSet>(row["set"].clone()) {
            Ok(set) => format!("{} key", set.keys.len()),
            Err(error) => error.to_string().split(" of ").next().unwrap().to_string(),
        };
        println!("{}: jsonwebtoken {read}, {}", row["title"].as_str().unwrap(), row["others"].as_str().unwrap());
    }
}
RUST
cargo run --quiet | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
RSA alone: jsonwebtoken 1 key, Authlib 1 key, PyJWT has the key
RSA and X25519: jsonwebtoken data did not match any variant, Authlib 2 keys, PyJWT has the key
RSA and secp256k1: jsonwebtoken data did not match any variant, Authlib 2 keys, PyJWT has the key
RSA and ML-DSA: jsonwebtoken data did not match any variant, Authlib KeyError 'AKP', PyJWT has the key
SEEN
