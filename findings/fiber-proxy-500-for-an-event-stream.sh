#!/usr/bin/env bash
# github.com/gofiber/fiber/v2 2.52.15, `proxy.Balancer`, beside `middleware.Proxy` of github.com/labstack/echo/v4 4.16.4 (Go 1.26)
# Expected: an answer is passed on as it comes, or late. A stream of events that is open for two seconds is no error; "timeout" in
#           a proxy is a time without a byte.
# Real: Fiber's proxy reads the whole answer before it sends the first byte, and gives it a second (`Timeout`, by default). A stream
#       that lasts longer becomes 500 "timeout", and its first event, which was there at once, is lost; with a longer
#       time the events come all together at the end.
# Matters: the app is healthy, its log shows 200, and each user of the stream gets 500, never 504: it reads as a fault of the app.
# Seen (2026-11-28):
#   Echo: 200, first line "data: first" before the stream ended
#   Fiber: 500, first line "timeout" before the stream ended
#   Fiber with Timeout 20 s: 200, first line "data: first" after the stream ended
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/proxy"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

var ended atomic.Bool

func stream(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("content-type", "text/event-stream")
	io.WriteString(w, "data: first\n\n")
	w.(http.Flusher).Flush()
	time.Sleep(4 * time.Second)
	ended.Store(true)
	io.WriteString(w, "data: last\n\n")
}

func ask(name, address string) {
	ended.Store(false)
	answer, err := http.Get(address)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	line, _ := bufio.NewReader(answer.Body).ReadString('\n')
	when := "before"
	if ended.Load() {
		when = "after"
	}
	fmt.Printf("%s: %d, first line %q %s the stream ended\n", name, answer.StatusCode, strings.TrimSpace(line), when)
}

func serve(config proxy.Config) string {
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Use(proxy.Balancer(config))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go app.Listener(listener)
	return "http://" + listener.Addr().String()
}

func main() {
	address := func() string { return httptest.NewServer(http.HandlerFunc(stream)).URL }
	target, _ := url.Parse(address())
	byEcho := echo.New()
	byEcho.Use(middleware.Proxy(middleware.NewRoundRobinBalancer([]*middleware.ProxyTarget{{URL: target}})))
	ask("Echo", httptest.NewServer(byEcho).URL)
	ask("Fiber", serve(proxy.Config{Servers: []string{address()}}))
	time.Sleep(4 * time.Second) // the stream of the row before goes on behind Fiber's back
	ask("Fiber with Timeout 20 s", serve(proxy.Config{Servers: []string{address()}, Timeout: 20 * time.Second}))
}
GO
go get github.com/gofiber/fiber/v2@v2.52.15 github.com/labstack/echo/v4@v4.16.4 2>/dev/null; go mod tidy 2>/dev/null
go run . | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
Echo: 200, first line "data: first" before the stream ended
Fiber: 500, first line "timeout" before the stream ended
Fiber with Timeout 20 s: 200, first line "data: first" after the stream ended
SEEN
