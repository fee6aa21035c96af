#!/usr/bin/env bash
# github.com/lestrrat-go/jwx/v3 3.4.0, `jwt.Parse` with `jwt.WithKeySet`, beside github.com/MicahParks/keyfunc/v3 3.9.2 (Go 1.26)
# Expected: a key of a JWK Set verifies a token that names it in `kid`. `alg` of a key is optional (RFC 7517 4.4), and
#           large issuers (Microsoft Entra ID among them) publish keys without it.
# Real: a key without `alg` is passed over in silence, and the error says that no keys were there: "no matching keys were
#       provided". `jws.WithInferAlgorithmFromKey(true)` ends it.
# Matters: issuer, key and token are right, and the message sends people to look for a rotated key that was never missing.
#          When an issuer leaves `alg` out of its next key, all services with this library refuse its tokens.
# Seen (2026-11-28):
#   key with alg and kid, token with kid: jwx accepted, keyfunc accepted
#   key with kid, token with kid: jwx refused (no matching keys were provided by any key provider), keyfunc accepted
#   key with kid, token with kid, alg inferred: jwx accepted
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jws"
	jwx "github.com/lestrrat-go/jwx/v3/jwt"
)

var public, private, _ = ed25519.GenerateKey(nil)

func keySet(members map[string]string) []byte {
	key := map[string]string{"kty": "OKP", "crv": "Ed25519", "x": base64.RawURLEncoding.EncodeToString(public)}
	for name, value := range members {
		key[name] = value
	}
	set, _ := json.Marshal(map[string]any{"keys": []any{key}})
	return set
}

func token() string {
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, jwt.MapClaims{"sub": "user", "exp": time.Now().Add(time.Hour).Unix()})
	token.Header["kid"] = "k"
	signed, err := token.SignedString(private)
	if err != nil {
		log.Fatal(err)
	}
	return signed
}

func word(err error) string {
	if err == nil {
		return "accepted"
	}
	if reason := "no matching keys were provided by any key provider"; strings.Contains(err.Error(), reason) {
		return "refused (" + reason + ")"
	}
	return "refused (" + err.Error() + ")"
}

func byJwx(members map[string]string, options ...any) string {
	set, err := jwk.Parse(keySet(members))
	if err != nil {
		log.Fatal(err)
	}
	_, err = jwx.Parse([]byte(token()), jwx.WithKeySet(set, options...))
	return word(err)
}

func byKeyfunc(members map[string]string) string {
	keys, err := keyfunc.NewJWKSetJSON(keySet(members))
	if err != nil {
		log.Fatal(err)
	}
	_, err = jwt.Parse(token(), keys.Keyfunc)
	return word(err)
}

func main() {
	both := map[string]string{"alg": "EdDSA", "kid": "k"}
	kid := map[string]string{"kid": "k"}
	fmt.Printf("key with alg and kid, token with kid: jwx %s, keyfunc %s\n", byJwx(both), byKeyfunc(both))
	fmt.Printf("key with kid, token with kid: jwx %s, keyfunc %s\n", byJwx(kid), byKeyfunc(kid))
	fmt.Printf("key with kid, token with kid, alg inferred: jwx %s\n", byJwx(kid, jws.WithInferAlgorithmFromKey(true)))
}
GO
go get github.com/lestrrat-go/jwx/v3@v3.4.0 github.com/MicahParks/keyfunc/v3@v3.9.2 github.com/golang-jwt/jwt/v5@v5.3.1 2>/dev/null; go mod tidy 2>/dev/null
go run . | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
key with alg and kid, token with kid: jwx accepted, keyfunc accepted
key with kid, token with kid: jwx refused (no matching keys were provided by any key provider), keyfunc accepted
key with kid, token with kid, alg inferred: jwx accepted
SEEN
