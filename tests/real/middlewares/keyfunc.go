// go: github.com/golang-jwt/jwt/v5@v5.3.0 github.com/MicahParks/keyfunc/v3@v3.7.0
package main

import (
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
)

func main() {
	keys, err := keyfunc.NewDefault([]string{os.Getenv("JWKS")})
	if err != nil {
		log.Fatal(err)
	}
	options := []jwt.ParserOption{jwt.WithAudience(os.Getenv("AUDIENCE")), jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithValidMethods([]string{"RS256"})}
	if issuer := os.Getenv("ISSUER"); issuer != "" {
		options = append(options, jwt.WithIssuer(issuer))
	}
	http.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"status":"ok","service":"api"}`))
	})
	http.HandleFunc("/api/me", func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		if _, err := jwt.Parse(token, keys.Keyfunc, options...); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(`{"sub":"smoke"}`))
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
