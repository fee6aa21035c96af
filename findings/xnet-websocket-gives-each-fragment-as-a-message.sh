#!/usr/bin/env bash
# golang.org/x/net/websocket 0.62.0 as a client of github.com/gorilla/websocket 1.5.3, beside github.com/coder/websocket 1.8.15
# Expected: `JSON.Receive` and `Message.Receive` give one message for one message: a message may travel in fragments, and has no other meaning then (RFC 6455 5.4).
# Real: x/net gives each fragment as a message of its own. gorilla's `WriteJSON` writes a fragment whenever its buffer of 4096 bytes is full, so a long value is half of a text for the
#       client, and the rest of it is the next message. `WriteMessage`, with a text of that length, sends one frame and arrives.
# Matters: two Go libraries, each well-known, speak for months, until an answer is longer than 4 KB: "unexpected end of JSON input", then an error for the rest, then all is well again.
# Seen (2026-11-28):
#   x/net: WriteJSON of 111 bytes: whole; WriteJSON of 5011 bytes: unexpected end of JSON input, invalid character 'a' looking for beginning of value; WriteMessage of 5011 bytes: whole
#   coder: WriteJSON of 111 bytes: whole; WriteJSON of 5011 bytes: whole; WriteMessage of 5011 bytes: whole
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	coder "github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/gorilla/websocket"
	xnet "golang.org/x/net/websocket"
)

type said struct{ Text string }

func serve(w http.ResponseWriter, r *http.Request) {
	socket, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
	if err != nil {
		log.Fatal(err)
	}
	long := said{strings.Repeat("a", 5000)}
	socket.WriteJSON(said{strings.Repeat("a", 100)})
	socket.WriteJSON(long)
	text, _ := json.Marshal(long)
	socket.WriteMessage(websocket.TextMessage, text)
	socket.ReadMessage()
}

func say(name string, receive func(*said) error) {
	words := []string{}
	for _, length := range []int{100, 5000, 5000} {
		seen := []string{}
		for got := (said{}); len(got.Text) < length; {
			if err := receive(&got); err != nil {
				seen = append(seen, err.Error())
				if len(seen) == 2 {
					break
				}
			} else {
				seen = append(seen, "whole")
			}
		}
		write := []string{"WriteJSON", "WriteJSON", "WriteMessage"}[len(words)]
		words = append(words, fmt.Sprintf("%s of %d bytes: %s", write, length+11, strings.Join(seen, ", ")))
	}
	fmt.Printf("%s: %s\n", name, strings.Join(words, "; "))
}

func main() {
	url := "ws" + strings.TrimPrefix(httptest.NewServer(http.HandlerFunc(serve)).URL, "http")
	byNet, err := xnet.Dial(url, "", "http://app.example/")
	if err != nil {
		log.Fatal(err)
	}
	say("x/net", func(got *said) error { return xnet.JSON.Receive(byNet, got) })
	byCoder, _, err := coder.Dial(context.Background(), url, nil)
	if err != nil {
		log.Fatal(err)
	}
	say("coder", func(got *said) error { return wsjson.Read(context.Background(), byCoder, got) })
}
GO
go get golang.org/x/net@v0.62.0 github.com/gorilla/websocket@v1.5.3 github.com/coder/websocket@v1.8.15 2>/dev/null; go mod tidy 2>/dev/null
go run . | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
x/net: WriteJSON of 111 bytes: whole; WriteJSON of 5011 bytes: unexpected end of JSON input, invalid character 'a' looking for beginning of value; WriteMessage of 5011 bytes: whole
coder: WriteJSON of 111 bytes: whole; WriteJSON of 5011 bytes: whole; WriteMessage of 5011 bytes: whole
SEEN
