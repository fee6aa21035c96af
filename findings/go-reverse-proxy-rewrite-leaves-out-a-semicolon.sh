#!/usr/bin/env bash
# net/http/httputil of Go 1.26.8, `ReverseProxy` with `Rewrite`, beside the same with `Director`
# Expected: the query reaches the app as it was sent. `;` is a character of a query like any other (RFC 3986 3.4, sub-delims), and
#           HTML 4.01 B.2.2 recommends it between parameters. Go 1.26 calls Director deprecated and names Rewrite for it.
# Real: with Rewrite each parameter that holds a bare `;` is taken out before the function is called, and the others are sorted and
#       written in another way. With Director the app gets all of it.
# Matters: the app answers 200 with another page than was asked for, a signature over the query no longer fits, and the address in the
#          client's log is right. To change Director to Rewrite, with nothing else, brings it about.
# Seen (2026-11-28):
#   Director: asked for /list?z=%7E&tags=a;b&m=1, the app got /list?z=%7E&tags=a;b&m=1
#   Rewrite: asked for /list?z=%7E&tags=a;b&m=1, the app got /list?m=1&z=~
#   Rewrite: asked for /list?z=%7E&m=1, the app got /list?z=%7E&m=1
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'module try\n\ngo 1.26.8\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
)

func main() {
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.RequestURI) }))
	target, err := url.Parse(app.URL)
	if err != nil {
		log.Fatal(err)
	}
	director := httputil.NewSingleHostReverseProxy(target)
	rewrite := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }}
	ask := func(name string, proxy http.Handler, path string) {
		server := httptest.NewServer(proxy)
		answer, err := http.Get(server.URL + path)
		if err != nil {
			log.Fatal(err)
		}
		got, _ := io.ReadAll(answer.Body)
		fmt.Printf("%s: asked for %s, the app got %s\n", name, path, got)
	}
	ask("Director", director, "/list?z=%7E&tags=a;b&m=1")
	ask("Rewrite", rewrite, "/list?z=%7E&tags=a;b&m=1")
	ask("Rewrite", rewrite, "/list?z=%7E&m=1")
}
GO
go run . | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
Director: asked for /list?z=%7E&tags=a;b&m=1, the app got /list?z=%7E&tags=a;b&m=1
Rewrite: asked for /list?z=%7E&tags=a;b&m=1, the app got /list?m=1&z=~
Rewrite: asked for /list?z=%7E&m=1, the app got /list?z=%7E&m=1
SEEN
