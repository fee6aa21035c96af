#!/usr/bin/env bash
# github.com/luraproject/lura/v2 2.12.1, the library that KrakenD is made of, with its defaults (Go 1.26)
# Expected: a gateway passes on the status of the app, or answers 502 where it got none that it can use (RFC 9110 15.6.3).
# Real: 200 and 201 of the app become 200, and a redirect is followed. Each other status becomes 500 with an empty body: 204, 401 for a
#       wrong token, 404, 429. Authorization and the query do not reach the app unless the endpoint lists them (`input_headers`,
#       `input_query_strings`). `output_encoding` and `encoding: no-op` end it.
# Matters: a user who is not signed in, a thing that is not there and a limit all read as a crash of the app, whose log shows 401, 404
#          and 429. Clients that wait for 401 to renew their token never do.
# Seen (2026-11-28):
#   app 200: 200 {"authorization":"","query":""}, completed true
#   app 201: 200 {"authorization":"","query":""}, completed true
#   app 204: 500 , completed false
#   app 302: 200 {"authorization":"","query":""}, completed true
#   app 401: 500 , completed false
#   app 404: 500 , completed false
#   app 429: 500 , completed false
#   app 503: 500 , completed false
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/luraproject/lura/v2/config"
	"github.com/luraproject/lura/v2/logging"
	"github.com/luraproject/lura/v2/proxy"
	router "github.com/luraproject/lura/v2/router/gin"
)

var statuses = []int{200, 201, 204, 302, 401, 404, 429, 503}

func app(w http.ResponseWriter, r *http.Request) {
	var status int
	fmt.Sscanf(r.URL.Path, "/%d", &status)
	w.Header().Set("content-type", "application/json")
	if status == 302 {
		w.Header().Set("location", "/200")
	}
	w.WriteHeader(status)
	if status != 204 {
		fmt.Fprintf(w, `{"authorization":%q,"query":%q}`, r.Header.Get("authorization"), r.URL.RawQuery)
	}
}

func main() {
	backend := httptest.NewServer(http.HandlerFunc(app)).URL
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	listener.Close()
	endpoints := []string{}
	for _, status := range statuses {
		endpoints = append(endpoints, fmt.Sprintf(`{"endpoint":"/%d","backend":[{"host":["%s"],"url_pattern":"/%d"}]}`, status, backend, status))
	}
	settings := fmt.Sprintf(`{"version":3,"port":%d,"timeout":"3s","endpoints":[%s]}`, port, strings.Join(endpoints, ","))
	if err := os.WriteFile("krakend.json", []byte(settings), 0o600); err != nil {
		log.Fatal(err)
	}
	service, err := config.NewParser().Parse("krakend.json")
	if err != nil {
		log.Fatal(err)
	}
	gin.SetMode(gin.ReleaseMode)
	gin.DefaultWriter, gin.DefaultErrorWriter = io.Discard, io.Discard
	quiet, _ := logging.NewLogger("CRITICAL", io.Discard, "")
	go router.DefaultFactory(proxy.DefaultFactory(quiet), quiet).NewWithContext(context.Background()).Run(service)

	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, status := range statuses {
		ask, _ := http.NewRequest("GET", fmt.Sprintf("http://127.0.0.1:%d/%d?page=2", port, status), nil)
		ask.Header.Set("authorization", "Bearer token")
		answer, err := client.Do(ask)
		for try := 0; err != nil && try < 50; try++ { // the gateway is starting
			time.Sleep(100 * time.Millisecond)
			answer, err = client.Do(ask)
		}
		if err != nil {
			log.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		fmt.Printf("app %d: %d %s, completed %s\n", status, answer.StatusCode, body, answer.Header.Get("x-krakend-completed"))
	}
}
GO
go get github.com/luraproject/lura/v2@v2.12.1 2>/dev/null; go mod tidy 2>/dev/null
go run . | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
app 200: 200 {"authorization":"","query":""}, completed true
app 201: 200 {"authorization":"","query":""}, completed true
app 204: 500 , completed false
app 302: 200 {"authorization":"","query":""}, completed true
app 401: 500 , completed false
app 404: 500 , completed false
app 429: 500 , completed false
app 503: 500 , completed false
SEEN
