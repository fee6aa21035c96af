#!/usr/bin/env bash
# github.com/gobwas/ws 1.5.0 (`wsutil`), github.com/gorilla/websocket 1.5.3 (Go) and faye-websocket 0.11.4 (npm) as clients; beside github.com/coder/websocket 1.8.15, undici 7.30.2
# (the `WebSocket` of Node) and websockets 17.4. The server is ws 8.23.0, and uvicorn 0.54.0 that is told to stop
# Expected: close codes 1012 (service restart), 1013 (try again later) and 1014 (bad gateway) reach the caller as they were sent: they are in the registry of RFC 6455 11.7, and uvicorn
#           closes with 1012 when it is restarted.
# Real: gobwas and faye-websocket know the codes of 2011 alone. gobwas fails with "status code is not defined in spec", faye shows 1002 (protocol error) with the reason of the
#       other side. gorilla knows 1012 and 1013, and calls 1014 bad.
# Matters: code that comes back after a restart (`if code == 1012`), and logs and alarms that count protocol errors, read each deploy of a healthy server as a server that speaks wrongly.
# Seen (2026-11-28):
#   gobwas: 1011 ws closed: 1011 why; 1012 status code is not defined in spec; 1013 status code is not defined in spec; 1014 status code is not defined in spec
#   gorilla: 1011 websocket: close 1011 (internal server error): why; 1012 websocket: close 1012: why; 1013 websocket: close 1013: why; 1014 websocket: bad close code 1014
#   coder: 1011 why; 1012 why; 1013 why; 1014 why
#   faye-websocket: 1011 is 1011 why; 1012 is 1002 why; 1013 is 1002 why; 1014 is 1002 why
#   undici: 1011 is 1011 why; 1012 is 1012 why; 1013 is 1013 why; 1014 is 1014 why
#   websockets: 1011 is 1011 why; 1012 is 1012 why; 1013 is 1013 why; 1014 is 1014 why
#   uvicorn that stops: websockets sees 1012, faye-websocket sees 1002
set -euo pipefail
dir=$(mktemp -d); trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund ws@8.23.0 undici@7.30.2 faye-websocket@0.11.4
python3 -m venv env; env/bin/pip install --quiet websockets==17.4 uvicorn==0.54.0
cat > serve.mjs <<'JS'
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => console.log(`ws://127.0.0.1:${server.address().port}/`))
server.on('connection', (socket, { url }) => socket.on('error', () => undefined).close(Number(url.slice(1)), 'why'))
JS
cat > app.py <<'PY'
import socket

import uvicorn


async def app(scope, receive, send):
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "open"})
        while (await receive())["type"] != "websocket.disconnect":
            pass


port = socket.create_server(("127.0.0.1", 0))
print("ws://127.0.0.1:%d/" % port.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off")).run(sockets=[port])
PY
cat > ask.py <<'PY'
import asyncio
import sys

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed


async def closed(url, heard=lambda: None):
    async with connect(url) as socket:
        try:
            while await socket.recv():
                heard()
        except ConnectionClosed:
            pass
    return socket.close_code, socket.close_reason


async def main(url, *codes):
    if codes:
        seen = [(code, *(await closed(url + code))) for code in codes]
        print("websockets: " + "; ".join(f"{sent} is {code} {reason}" for sent, code, reason in seen))
    else:
        print((await closed(url, lambda: print("open", flush=True)))[0])


asyncio.run(main(*sys.argv[1:]))
PY
cat > ask.mjs <<'JS'
import faye from 'faye-websocket'
import { WebSocket as OfNode } from 'undici'

const [url, ...codes] = process.argv.slice(2)
const closed = (Client, url) =>
  new Promise((resolve) => {
    const socket = new Client(url)
    socket.onmessage = () => console.log('open')
    socket.onclose = ({ code, reason }) => resolve({ code, reason })
  })
if (codes.length === 0) console.log((await closed(faye.Client, url)).code)
for (const [name, Client] of codes.length === 0 ? [] : [['faye-websocket', faye.Client], ['undici', OfNode]]) {
  const seen = []
  for (const sent of codes) {
    const { code, reason } = await closed(Client, `${url}${sent}`)
    seen.push(`${sent} is ${code} ${reason}`)
  }
  console.log(`${name}: ${seen.join('; ')}`)
}
process.exit(0)
JS
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	coder "github.com/coder/websocket"
	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"
	"github.com/gorilla/websocket"
)

func main() {
	say := func(name string, ask func(url string) error) {
		seen := []string{}
		for _, code := range os.Args[2:] {
			seen = append(seen, code+" "+ask(os.Args[1]+code).Error())
		}
		fmt.Printf("%s: %s\n", name, strings.Join(seen, "; "))
	}
	say("gobwas", func(url string) error {
		socket, early, _, err := ws.Dial(context.Background(), url)
		if err != nil {
			return err
		}
		from := io.Reader(socket)
		if early != nil {
			from = io.MultiReader(early, socket)
		}
		_, _, err = wsutil.ReadServerData(struct {
			io.Reader
			io.Writer
		}{from, socket})
		return err
	})
	say("gorilla", func(url string) error {
		socket, _, err := websocket.DefaultDialer.Dial(url, nil)
		if err == nil {
			_, _, err = socket.ReadMessage()
		}
		return err
	})
	say("coder", func(url string) error {
		socket, _, err := coder.Dial(context.Background(), url, nil)
		if err == nil {
			_, _, err = socket.Read(context.Background())
		}
		if closed := (coder.CloseError{}); errors.As(err, &closed) {
			return errors.New(closed.Reason)
		}
		return err
	})
}
GO
go get github.com/gobwas/ws@v1.5.0 github.com/gorilla/websocket@v1.5.3 github.com/coder/websocket@v1.8.15 2>/dev/null; go mod tidy 2>/dev/null; go build -o try .
mkfifo url; node serve.mjs > url &
read -r url < url
stop() { # CLIENT: what it sees of a uvicorn that gets SIGTERM while its socket is open
  mkfifo app heard; env/bin/python app.py > app & local app=$!
  read -r at < app; "$@" "$at" > heard & { read -r _; kill "$app"; read -r code; echo "$code"; } < heard; wait "$app" || true; rm app heard
}
{
  ./try "$url" 1011 1012 1013 1014
  node ask.mjs "$url" 1011 1012 1013 1014
  env/bin/python ask.py "$url" 1011 1012 1013 1014
  echo "uvicorn that stops: websockets sees $(stop env/bin/python ask.py), faye-websocket sees $(stop node ask.mjs)"
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
gobwas: 1011 ws closed: 1011 why; 1012 status code is not defined in spec; 1013 status code is not defined in spec; 1014 status code is not defined in spec
gorilla: 1011 websocket: close 1011 (internal server error): why; 1012 websocket: close 1012: why; 1013 websocket: close 1013: why; 1014 websocket: bad close code 1014
coder: 1011 why; 1012 why; 1013 why; 1014 why
faye-websocket: 1011 is 1011 why; 1012 is 1002 why; 1013 is 1002 why; 1014 is 1002 why
undici: 1011 is 1011 why; 1012 is 1012 why; 1013 is 1013 why; 1014 is 1014 why
websockets: 1011 is 1011 why; 1012 is 1012 why; 1013 is 1013 why; 1014 is 1014 why
uvicorn that stops: websockets sees 1012, faye-websocket sees 1002
SEEN
