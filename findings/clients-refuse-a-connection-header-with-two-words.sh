#!/usr/bin/env bash
# WebSocket clients: undici 7.30.2 (the `WebSocket` of Node), faye-websocket 0.11.4 (npm), aiohttp 3.14.5, tornado 6.6.1 (PyPI), gobwas/ws 1.5.0, golang.org/x/net 0.62.0
# (Go), java.net.http (OpenJDK 17) and okhttp 4.12.0; beside ws 8.23.0, gorilla/websocket 1.5.3 and coder/websocket 1.8.15
# Expected: a 101 with `Connection: keep-alive, Upgrade` opens the socket. RFC 6455 4.1: the header must contain the word "Upgrade"; it is a list (RFC 9110 7.6.1), and
#           Firefox sends that very line in its request.
# Real: the first eight fail, since they compare the whole value with one word. The other three open.
# Matters: a proxy that writes keep-alive into each answer cuts off services in Node, Python, Java and Go, while the script that was written to look into it (ws, gorilla)
#          opens; four of the eight say nothing of that header.
# Seen (2026-11-28, OpenJDK 17.0.15):
#   ws: opens
#   undici: fails
#   faye-websocket: fails
#   aiohttp: fails
#   tornado: fails
#   gorilla: opens
#   coder: opens
#   gobwas: fails
#   x/net: fails
#   java.net.http: fails
#   OkHttp: fails
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${app:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund ws@8.23.0 undici@7.30.2 faye-websocket@0.11.4
python3 -m venv env; env/bin/pip install --quiet aiohttp==3.14.5 tornado==6.6.1
cat > pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion><groupId>try</groupId><artifactId>try</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.squareup.okhttp3</groupId><artifactId>okhttp</artifactId><version>4.12.0</version></dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=path.txt >&2
cat > serve.mjs <<'JS'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

const server = createServer()
server.on('upgrade', ({ url, headers }, socket) => {
  const accept = createHash('sha1').update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: ${url === '/two' ? 'keep-alive, ' : ''}Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
})
server.listen(0, '127.0.0.1', () => console.log(`ws://127.0.0.1:${server.address().port}`))
JS
cat > ask.mjs <<'JS'
import faye from 'faye-websocket'
import { WebSocket as OfNode } from 'undici'
import WebSocket from 'ws'

const clients = { ws: WebSocket, undici: OfNode, 'faye-websocket': faye.Client }
const opens = (Client, url) =>
  new Promise((resolve) => {
    const socket = new Client(url)
    socket.onopen = () => resolve(true)
    socket.onerror = () => resolve(false)
  })
for (const [name, Client] of Object.entries(clients)) {
  if (!(await opens(Client, `${process.argv[2]}/one`))) throw new Error(name)
  console.log(`${name}: ${(await opens(Client, `${process.argv[2]}/two`)) ? 'opens' : 'fails'}`)
}
process.exit(0)
JS
cat > ask.py <<'PY'
import asyncio
import logging
import os
import sys

import aiohttp
import tornado.websocket

logging.disable()


async def by_aiohttp(url):
    async with aiohttp.ClientSession() as session:
        await session.ws_connect(url)


async def by_tornado(url):
    await tornado.websocket.websocket_connect(url)


async def main(url):
    for name, ask in (("aiohttp", by_aiohttp), ("tornado", by_tornado)):
        await asyncio.wait_for(ask(url + "/one"), 5)
        try:
            await asyncio.wait_for(ask(url + "/two"), 5)
            print(f"{name}: opens", flush=True)
        except Exception:
            print(f"{name}: fails", flush=True)
    os._exit(0)


asyncio.run(main(sys.argv[1]))
PY
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	coder "github.com/coder/websocket"
	"github.com/gobwas/ws"
	"github.com/gorilla/websocket"
	xnet "golang.org/x/net/websocket"
)

func main() {
	say := func(name string, ask func(url string) error) {
		if err := ask(os.Args[1] + "/one"); err != nil {
			log.Fatal(name, err)
		}
		word := "opens"
		if ask(os.Args[1]+"/two") != nil {
			word = "fails"
		}
		fmt.Printf("%s: %s\n", name, word)
	}
	say("gorilla", func(url string) error { _, _, err := websocket.DefaultDialer.Dial(url, nil); return err })
	say("coder", func(url string) error { _, _, err := coder.Dial(context.Background(), url, nil); return err })
	say("gobwas", func(url string) error { _, _, _, err := ws.Dial(context.Background(), url); return err })
	say("x/net", func(url string) error { _, err := xnet.Dial(url, "", "http://app.example/"); return err })
}
GO
go get github.com/gorilla/websocket@v1.5.3 github.com/coder/websocket@v1.8.15 github.com/gobwas/ws@v1.5.0 golang.org/x/net@v0.62.0 2>/dev/null
go mod tidy 2>/dev/null; go build -o try .
cat > Ask.java <<'JAVA'
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocketListener;

class Ask {
  interface Client { boolean opens(String url) throws Exception; }

  static boolean jdk(String url) throws Exception {
    HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(url), new WebSocket.Listener() {}).get(5, TimeUnit.SECONDS);
    return true;
  }

  static boolean okhttp(String url) throws Exception {
    var opens = new CompletableFuture<Boolean>();
    new OkHttpClient().newWebSocket(new Request.Builder().url(url).build(), new WebSocketListener() {
      public void onOpen(okhttp3.WebSocket socket, Response answer) { opens.complete(true); }
      public void onFailure(okhttp3.WebSocket socket, Throwable error, Response answer) { opens.complete(false); }
    });
    return opens.get(5, TimeUnit.SECONDS);
  }

  static void say(String name, Client client, String url) throws Exception {
    if (!client.opens(url + "/one")) throw new IllegalStateException(name);
    boolean opens;
    try {
      opens = client.opens(url + "/two");
    } catch (Exception e) {
      opens = false;
    }
    System.out.println(name + ": " + (opens ? "opens" : "fails"));
  }

  public static void main(String[] url) throws Exception {
    say("java.net.http", Ask::jdk, url[0]);
    say("OkHttp", Ask::okhttp, url[0]);
    System.exit(0);
  }
}
JAVA
mkfifo url; node serve.mjs > url & app=$!
read -r url < url
{
  node ask.mjs "$url" 2>/dev/null
  env/bin/python ask.py "$url"
  ./try "$url"
  java -cp "$(cat path.txt)" Ask.java "$url" 2>/dev/null
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
ws: opens
undici: fails
faye-websocket: fails
aiohttp: fails
tornado: fails
gorilla: opens
coder: opens
gobwas: fails
x/net: fails
java.net.http: fails
OkHttp: fails
SEEN
