#!/usr/bin/env bash
# github.com/rs/cors 1.11.1 (Go 1.26), beside github.com/gorilla/handlers 1.5.2
# Expected: a preflight that asks for headers which are all allowed is granted, in any order and case: names of headers have no case (RFC 9110
#           5.1), and Access-Control-Request-Headers is a list (Fetch standard, CORS-unsafe request-header names, is of what browsers send).
# Real: rs/cors grants the names in lower case and in alphabetical order, as browsers send them, and nothing else: "Authorization",
#       or "content-type,authorization", gets 204 without a single header of CORS. Its documentation of the options says nothing of it.
# Matters: the line of curl that every guide has, `Access-Control-Request-Headers: Content-Type, Authorization`, shows a service that blocks its own
#          pages, which work. This suite sent the names as a contract has them; it now sends them as browsers do.
# Seen (2026-11-28):
#   authorization,content-type: rs/cors granted, gorilla granted
#   authorization, content-type: rs/cors granted, gorilla granted
#   Authorization: rs/cors refused, gorilla granted
#   content-type,authorization: rs/cors refused, gorilla granted
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/gorilla/handlers"
	"github.com/rs/cors"
)

const page = "https://app.example"

func word(guarded http.Handler, names string) string {
	ask := httptest.NewRequest("OPTIONS", "/things", nil)
	ask.Header.Set("Origin", page)
	ask.Header.Set("Access-Control-Request-Method", "POST")
	ask.Header.Set("Access-Control-Request-Headers", names)
	answer := httptest.NewRecorder()
	guarded.ServeHTTP(answer, ask)
	if answer.Header().Get("Access-Control-Allow-Origin") == page {
		return "granted"
	}
	return "refused"
}

func main() {
	app := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	allowed := []string{"Authorization", "Content-Type"}
	rs := cors.New(cors.Options{AllowedOrigins: []string{page}, AllowedMethods: []string{"POST"}, AllowedHeaders: allowed}).Handler(app)
	gorilla := handlers.CORS(handlers.AllowedOrigins([]string{page}), handlers.AllowedMethods([]string{"POST"}), handlers.AllowedHeaders(allowed))(app)
	for _, names := range []string{"authorization,content-type", "authorization, content-type", "Authorization", "content-type,authorization"} {
		fmt.Printf("%s: rs/cors %s, gorilla %s\n", names, word(rs, names), word(gorilla, names))
	}
}
GO
go get github.com/rs/cors@v1.11.1 github.com/gorilla/handlers@v1.5.2 2>/dev/null; go mod tidy 2>/dev/null
go run . | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
authorization,content-type: rs/cors granted, gorilla granted
authorization, content-type: rs/cors granted, gorilla granted
Authorization: rs/cors refused, gorilla granted
content-type,authorization: rs/cors refused, gorilla granted
SEEN
