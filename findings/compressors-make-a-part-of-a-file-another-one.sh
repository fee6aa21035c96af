#!/usr/bin/env bash
# compression 1.8.2 with express 5.3.0 (npm), and in Go gin-contrib/gzip 1.2.5 (gin 1.12.0), `middleware.Gzip` of labstack/echo 4.16.4, `CompressHandler` of gorilla/handlers
# 1.5.2 and `compress` of gofiber/fiber 2.52.15; beside `GZipMiddleware` of starlette 1.10.0
# Expected: an answer of 206 is not compressed on its way out. A range counts the bytes of the representation, which with `Content-Encoding: gzip` is the compressed file (RFC 9110
#           14.1.2, 8.4.1), so a middleware cannot compress a part that was cut before.
# Real: each of the first five compresses the part by itself and leaves `Content-Range: bytes 0-4999/10000` as it was. starlette, and koa-compress, @fastify/compress and hono too, leave a
#       206 alone.
# Matters: a download in gzip that broke off and goes on by `Range` has an end that does not fit its beginning, with 206 and a Content-Range that looks right, and so has one that is read in
#          parts at once. With the whole file, and in each test by curl without --compressed, all is well.
# Seen (2026-11-28):
#   express: whole gzip, part 206 bytes 0-4999/10000 gzip of 5000, begun and resumed: unreadable
#   gin: whole gzip, part 206 bytes 0-4999/10000 gzip of 5000, begun and resumed: unreadable
#   echo: whole gzip, part 206 bytes 0-4999/10000 gzip of 5000, begun and resumed: unreadable
#   gorilla: whole gzip, part 206 bytes 0-4999/10000 gzip of 5000, begun and resumed: unreadable
#   fiber: whole gzip, part 206 bytes 0-4999/10000 gzip of 5000, begun and resumed: unreadable
#   starlette: whole gzip, part 206 bytes 0-4999/10000 not compressed
set -euo pipefail
dir=$(mktemp -d); trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
mkdir pub; seq 1000 2999 > pub/things.txt
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund express@5.3.0 compression@1.8.2
python3 -m venv env; env/bin/pip install --quiet starlette==1.10.0 uvicorn==0.54.0
cat > app.mjs <<'JS'
import compression from 'compression'
import express from 'express'

const app = express().use(compression(), express.static('pub'))
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/things.txt`))
JS
cat > app.py <<'PY'
import socket

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse
from starlette.routing import Route

app = Starlette(routes=[Route("/things.txt", lambda _: FileResponse("pub/things.txt"))], middleware=[Middleware(GZipMiddleware)])
port = socket.create_server(("127.0.0.1", 0))
print("http://127.0.0.1:%d/things.txt" % port.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[port])
PY
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httptest"

	"github.com/gin-contrib/gzip"
	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gorilla/handlers"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func main() {
	serve := func(app http.Handler) { fmt.Println(httptest.NewServer(app).URL + "/things.txt") }
	gin.SetMode(gin.ReleaseMode)
	byGin := gin.New()
	byGin.Use(gzip.Gzip(gzip.DefaultCompression))
	byGin.StaticFile("/things.txt", "pub/things.txt")
	serve(byGin)
	byEcho := echo.New()
	byEcho.Use(middleware.Gzip())
	byEcho.Static("/", "pub")
	serve(byEcho)
	serve(handlers.CompressHandler(http.FileServer(http.Dir("pub"))))
	byFiber := fiber.New(fiber.Config{DisableStartupMessage: true})
	byFiber.Use(compress.New())
	byFiber.Static("/", "pub", fiber.Static{ByteRange: true})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s/things.txt\n", listener.Addr())
	log.Fatal(byFiber.Listener(listener))
}
GO
go get github.com/gin-contrib/gzip@v1.2.5 github.com/gin-gonic/gin@v1.12.0 github.com/labstack/echo/v4@v4.16.4 github.com/gorilla/handlers@v1.5.2 github.com/gofiber/fiber/v2@v2.52.15 2>/dev/null
go mod tidy 2>/dev/null; go build -o try .
cat > ask.mjs <<'JS'
import { get } from 'node:http'
import { gunzipSync } from 'node:zlib'

const ask = (url, range) =>
  new Promise((resolve) =>
    get(url, { headers: { 'accept-encoding': 'gzip', ...(range && { range }) } }, async (answer) => {
      const { headers, statusCode } = answer
      resolve({ status: statusCode, coding: headers['content-encoding'], range: headers['content-range'], body: Buffer.concat(await answer.toArray()) })
    })
  )
const read = (body) => {
  try {
    return `${gunzipSync(body).length} bytes`
  } catch {
    return 'unreadable'
  }
}
for (const [name, url] of ['express', 'gin', 'echo', 'gorilla', 'fiber', 'starlette'].map((name, at) => [name, process.argv[at + 2]])) {
  const whole = await ask(url)
  const part = await ask(url, 'bytes=0-4999')
  const begun = whole.body.subarray(0, 1000)
  const resumed = await ask(url, `bytes=${begun.length}-`)
  const seen =
    part.coding === 'gzip' ? `gzip of ${gunzipSync(part.body).length}, begun and resumed: ${read(Buffer.concat([begun, resumed.body]))}` : 'not compressed'
  console.log(`${name}: whole ${whole.coding}, part ${part.status} ${part.range} ${seen}`)
}
JS
mkfifo node go python; node app.mjs > node & ./try > go & env/bin/python app.py > python &
read -r byNode < node; mapfile -t -n 4 byGo < go; read -r byPython < python
node ask.mjs "$byNode" "${byGo[@]}" "$byPython" | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
express: whole gzip, part 206 bytes 0-4999/10000 gzip of 5000, begun and resumed: unreadable
gin: whole gzip, part 206 bytes 0-4999/10000 gzip of 5000, begun and resumed: unreadable
echo: whole gzip, part 206 bytes 0-4999/10000 gzip of 5000, begun and resumed: unreadable
gorilla: whole gzip, part 206 bytes 0-4999/10000 gzip of 5000, begun and resumed: unreadable
fiber: whole gzip, part 206 bytes 0-4999/10000 gzip of 5000, begun and resumed: unreadable
starlette: whole gzip, part 206 bytes 0-4999/10000 not compressed
SEEN
