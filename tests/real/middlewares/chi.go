// go: github.com/go-chi/chi/v5@v5.2.2 github.com/go-chi/jwtauth/v5@v5.3.3
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/jwtauth/v5"
)

func main() {
	tokens := jwtauth.New("HS256", []byte(os.Getenv("KEY")), nil)
	r := chi.NewRouter()
	r.Get("/health", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"status":"ok","service":"api"}`))
	})
	r.Group(func(r chi.Router) {
		if os.Getenv("STATE") != "open" {
			r.Use(jwtauth.Verifier(tokens), jwtauth.Authenticator(tokens))
		}
		r.Get("/api/me", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"sub":"smoke"}`))
		})
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), r))
}
