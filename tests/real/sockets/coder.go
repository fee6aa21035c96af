// go: github.com/coder/websocket@v1.8.15 github.com/golang-jwt/jwt/v5@v5.3.1
// coder/websocket refuses an Origin that is not the Host by default, and says so in the body.
package main

import (
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/coder/websocket"
	"github.com/golang-jwt/jwt/v5"
)

func main() {
	state := os.Getenv("STATE")
	key := func(*jwt.Token) (any, error) { return []byte(os.Getenv("KEY")), nil }
	http.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"status":"ok","service":"chat"}`))
	})
	http.HandleFunc("/ws", func(w http.ResponseWriter, r *http.Request) {
		if state == "panics" {
			panic("boom")
		}
		// What a proxy does that does not pass Upgrade on.
		if state == "upgrade-dropped" {
			r.Header.Del("Upgrade")
			r.Header.Del("Connection")
		}
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		parsed, err := jwt.Parse(token, key, jwt.WithValidMethods([]string{"HS256"}))
		if err != nil {
			http.Error(w, `{"error":"unauthorized"}`, http.StatusUnauthorized)
			return
		}
		user, _ := parsed.Claims.GetSubject()
		socket, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer socket.CloseNow()
		_ = socket.Write(r.Context(), websocket.MessageText, []byte(`{"type":"welcome","user":"`+user+`"}`))
		for {
			if _, _, err := socket.Read(r.Context()); err != nil {
				return
			}
			_ = socket.Write(r.Context(), websocket.MessageText, []byte(`{"type":"pong"}`))
		}
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
