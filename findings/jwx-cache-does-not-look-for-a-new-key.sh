#!/usr/bin/env bash
# github.com/lestrrat-go/jwx/v3 3.4.0, `jwk.Cache` with its defaults (httprc/v3 3.0.6), beside github.com/MicahParks/keyfunc/v3 3.9.2 (Go 1.26)
# Expected: a cache of a JWK Set looks again when a token names a `kid` that it does not have, or at least when the `max-age` of the
#           set is over. Issuers rotate on that: the new key is published, and tokens are signed with it soon after.
# Real: jwk.Cache asks again by its clock alone, at the earliest after 15 minutes (`httprc.DefaultMinInterval`), whatever
#       `max-age` says, and a `kid` that it does not know makes it ask for nothing.
# Matters: an issuer that signs with its new key earlier has all its users refused by one service for up to 15 minutes, "no matching
#          keys", and the services beside it take the same tokens. A restart of that service heals it, and hides the cause.
# Seen (2026-11-28):
#   old key: jwx accepted, keyfunc accepted
#   new key, 2 s after max-age=1 is over: jwx refused and asked 0 times, keyfunc accepted and asked 1 times
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/MicahParks/keyfunc/v3"
	golang "github.com/golang-jwt/jwt/v5"
	"github.com/lestrrat-go/httprc/v3"
	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jwt"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func newKey(id string) jwk.Key {
	key := must(jwk.Import(must(rsa.GenerateKey(rand.Reader, 2048))))
	key.Set("kid", id)
	key.Set("alg", jwa.RS256())
	return key
}

func signed(key jwk.Key) []byte {
	token := must(jwt.NewBuilder().Subject("u").Expiration(time.Now().Add(time.Hour)).Build())
	return must(jwt.Sign(token, jwt.WithKey(jwa.RS256(), key)))
}

func word(err error) string {
	if err == nil {
		return "accepted"
	}
	return "refused"
}

func main() {
	ctx, asked := context.Background(), 0
	published := []jwk.Key{newKey("old")}
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		set := jwk.NewSet()
		for _, key := range published {
			set.AddKey(must(key.PublicKey()))
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "max-age=1")
		json.NewEncoder(w).Encode(set)
	}))
	cache := must(jwk.NewCache(ctx, httprc.NewClient()))
	if err := cache.Register(ctx, issuer.URL); err != nil {
		panic(err)
	}
	set, keys := must(cache.CachedSet(issuer.URL)), must(keyfunc.NewDefaultCtx(ctx, []string{issuer.URL}))
	byJwx := func(key jwk.Key) string { _, err := jwt.Parse(signed(key), jwt.WithKeySet(set)); return word(err) }
	byKeyfunc := func(key jwk.Key) string { _, err := golang.Parse(string(signed(key)), keys.Keyfunc); return word(err) }

	fmt.Printf("old key: jwx %s, keyfunc %s\n", byJwx(published[0]), byKeyfunc(published[0]))
	published = append(published, newKey("new"))
	time.Sleep(3 * time.Second)
	asked = 0
	jwx := fmt.Sprintf("%s and asked %d times", byJwx(published[1]), asked)
	asked = 0
	fmt.Printf("new key, 2 s after max-age=1 is over: jwx %s, keyfunc %s and asked %d times\n", jwx, byKeyfunc(published[1]), asked)
}
GO
go get github.com/lestrrat-go/jwx/v3@v3.4.0 github.com/lestrrat-go/httprc/v3@v3.0.6 github.com/MicahParks/keyfunc/v3@v3.9.2 2>/dev/null
go mod tidy 2>/dev/null
go run . | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
old key: jwx accepted, keyfunc accepted
new key, 2 s after max-age=1 is over: jwx refused and asked 0 times, keyfunc accepted and asked 1 times
SEEN
