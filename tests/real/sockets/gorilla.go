// go: github.com/gorilla/websocket@v1.5.3 github.com/golang-jwt/jwt/v5@v5.3.1
// gorilla refuses an Origin that is not the Host by default.
package main

import (
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/websocket"
)

func main() {
	state := os.Getenv("STATE")
	upgrader := websocket.Upgrader{Subprotocols: []string{"chat.v1"}}
	if state == "any-origin" {
		upgrader.CheckOrigin = func(*http.Request) bool { return true }
	}
	key := func(*jwt.Token) (any, error) { return []byte(os.Getenv("KEY")), nil }
	http.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"status":"ok","service":"chat"}`))
	})
	path := map[bool]string{true: "/another", false: "/ws"}[state == "unmounted"]
	http.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		if state == "panics" {
			panic("boom")
		}
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		parsed, err := jwt.Parse(token, key, jwt.WithValidMethods([]string{"HS256"}))
		if err != nil && state != "open" {
			http.Error(w, `{"error":"unauthorized"}`, http.StatusUnauthorized)
			return
		}
		user := "smoke"
		if err == nil {
			user, _ = parsed.Claims.GetSubject()
		}
		socket, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer socket.Close()
		_ = socket.WriteJSON(map[string]string{"type": "welcome", "user": user})
		for {
			if _, _, err := socket.ReadMessage(); err != nil {
				return
			}
			_ = socket.WriteJSON(map[string]string{"type": "pong"})
		}
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
