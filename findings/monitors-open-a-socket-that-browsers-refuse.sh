#!/usr/bin/env bash
# The clients of websockets 17.4 and aiohttp 3.14.5 (PyPI), gorilla/websocket 1.5.3 and coder/websocket 1.8.15 (Go) and java.net.http (OpenJDK 17), beside
# ws 8.23.0 and `WebSocket` of undici 7.30.2 (npm), which is that of Node
# Expected: clients agree on a server that chooses none of the subprotocols that they offer: either the socket opens, or it fails.
# Real: RFC 6455 4.1 lets the client go on, and the clients of Python, Go and Java do. Browsers must fail the connection (WHATWG WebSockets, "establish a
#       WebSocket connection"), and the clients for Node do as browsers.
# Matters: a proxy or a new server version loses Sec-WebSocket-Protocol on its way back. Every browser is out, and the monitor in Python or Go
#          opens the socket, sends a ping and is green. This suite fails such a handshake as browsers do (`ws.subprotocol`).
# Seen (2026-11-28):
#   websockets: opens, subprotocol None
#   aiohttp: opens, subprotocol None
#   gorilla: opens, subprotocol ""
#   coder: opens, subprotocol ""
#   java.net.http: opens, subprotocol ""
#   ws: fails (Server sent no subprotocol)
#   undici: fails
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund ws@8.23.0 undici@7.30.2
python3 -m venv env; env/bin/pip install --quiet websockets==17.4 aiohttp==3.14.5
cat > serve.mjs <<'JS'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

const server = createServer()
new WebSocketServer({ server, handleProtocols: () => false })
server.listen(0, '127.0.0.1', () => console.log(`ws://127.0.0.1:${server.address().port}/`))
JS
cat > ask.py <<'PY'
import asyncio
import sys

import aiohttp
from websockets.asyncio.client import connect


async def main(url):
    async with connect(url, subprotocols=["chat.v1"]) as socket:
        print(f"websockets: opens, subprotocol {socket.subprotocol}")
    async with aiohttp.ClientSession() as session, session.ws_connect(url, protocols=["chat.v1"]) as socket:
        print(f"aiohttp: opens, subprotocol {socket.protocol}")


asyncio.run(main(sys.argv[1]))
PY
cat > ask.mjs <<'JS'
import { WebSocket as OfBrowsers } from 'undici'
import WebSocket from 'ws'

const url = process.argv[2]
const said = (socket, name, reason) =>
  new Promise((resolve) => {
    socket.onopen = () => resolve(`${name}: opens`)
    socket.onerror = (event) => resolve(`${name}: fails${reason(event)}`)
  })
console.log(await said(new WebSocket(url, ['chat.v1']), 'ws', ({ message }) => ` (${message})`))
console.log(await said(new OfBrowsers(url, ['chat.v1']), 'undici', () => ''))
process.exit(0)
JS
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"os"

	coder "github.com/coder/websocket"
	"github.com/gorilla/websocket"
)

func main() {
	dialer := websocket.Dialer{Subprotocols: []string{"chat.v1"}}
	if socket, _, err := dialer.Dial(os.Args[1], nil); err == nil {
		fmt.Printf("gorilla: opens, subprotocol %q\n", socket.Subprotocol())
	}
	if socket, _, err := coder.Dial(context.Background(), os.Args[1], &coder.DialOptions{Subprotocols: []string{"chat.v1"}}); err == nil {
		fmt.Printf("coder: opens, subprotocol %q\n", socket.Subprotocol())
	}
}
GO
go get github.com/gorilla/websocket@v1.5.3 github.com/coder/websocket@v1.8.15 2>/dev/null; go mod tidy 2>/dev/null; go build -o ask .
cat > Ask.java <<'JAVA'
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;

class Ask {
  public static void main(String[] url) {
    var socket = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("chat.v1").buildAsync(URI.create(url[0]), new WebSocket.Listener() {}).join();
    System.out.println("java.net.http: opens, subprotocol \"" + socket.getSubprotocol() + "\"");
    System.exit(0);
  }
}
JAVA
mkfifo url; node serve.mjs > url & server=$!
read -r url < url
{ env/bin/python ask.py "$url"; ./ask "$url"; java Ask.java "$url"; node ask.mjs "$url"; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
websockets: opens, subprotocol None
aiohttp: opens, subprotocol None
gorilla: opens, subprotocol ""
coder: opens, subprotocol ""
java.net.http: opens, subprotocol ""
ws: fails (Server sent no subprotocol)
undici: fails
SEEN
