// go: github.com/coreos/go-oidc/v3@v3.14.1
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
)

func main() {
	keys := oidc.NewRemoteKeySet(context.Background(), os.Getenv("JWKS"))
	issuer := os.Getenv("ISSUER")
	verifier := oidc.NewVerifier(issuer, keys, &oidc.Config{ClientID: os.Getenv("AUDIENCE"), SkipIssuerCheck: issuer == ""})
	say := func(w http.ResponseWriter, status int, body map[string]string) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(body)
	}
	http.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		say(w, 200, map[string]string{"status": "ok", "service": "api"})
	})
	http.HandleFunc("/api/me", func(w http.ResponseWriter, r *http.Request) {
		token, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !found {
			say(w, 401, map[string]string{"error": "missing bearer token"})
			return
		}
		if _, err := verifier.Verify(r.Context(), token); err != nil {
			say(w, 401, map[string]string{"error": err.Error()})
			return
		}
		say(w, 200, map[string]string{"sub": "smoke"})
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
