// go: github.com/ory/fosite@v0.49.0
// ComposeAllEnabled and the example store of fosite: a refresh ends the old access token.
package main

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/ory/fosite"
	"github.com/ory/fosite/compose"
	"github.com/ory/fosite/storage"
)

func main() {
	store := storage.NewExampleStore()
	key, _ := rsa.GenerateKey(rand.Reader, 2048)
	config := &fosite.Config{
		GlobalSecret:        []byte("a-secret-of-32-characters-length"),
		AccessTokenLifespan: 300e9,
		// A scope that was asked for is granted below; without "offline" there is no refresh token.
	}
	provider := compose.ComposeAllEnabled(config, store, key)
	session := func() fosite.Session { return &fosite.DefaultSession{} }
	http.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"status":"ok"}`))
	})
	http.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		ask, err := provider.NewAccessRequest(r.Context(), r, session())
		if err != nil {
			provider.WriteAccessError(r.Context(), w, ask, err)
			return
		}
		for _, scope := range ask.GetRequestedScopes() {
			ask.GrantScope(scope)
		}
		answer, err := provider.NewAccessResponse(r.Context(), ask)
		if err != nil {
			provider.WriteAccessError(r.Context(), w, ask, err)
			return
		}
		provider.WriteAccessResponse(r.Context(), w, ask, answer)
	})
	http.HandleFunc("/introspect", func(w http.ResponseWriter, r *http.Request) {
		answer, err := provider.NewIntrospectionRequest(r.Context(), r, session())
		if err != nil {
			provider.WriteIntrospectionError(r.Context(), w, err)
			return
		}
		provider.WriteIntrospectionResponse(r.Context(), w, answer)
	})
	http.HandleFunc("/me", func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		use, ask, err := provider.IntrospectToken(r.Context(), token, fosite.AccessToken, session())
		if err != nil || use != fosite.AccessToken {
			http.Error(w, `{"error":"request_unauthorized"}`, http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]string{"sub": ask.GetClient().GetID()})
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
