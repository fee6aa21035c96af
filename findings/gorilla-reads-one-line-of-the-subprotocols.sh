#!/usr/bin/env bash
# github.com/gorilla/websocket 1.5.3 and github.com/lxzan/gws 1.8.9 (Go), and aiohttp 3.14.5 (PyPI), met by the WebSocket client of Jetty 12.1.14; beside
# github.com/coder/websocket 1.8.15 and github.com/gobwas/ws 1.5.0
# Expected: a client may send its subprotocols in one header line or in several (RFC 6455 11.3.4: the header may appear multiple times, which is the
#           same as one line with all values), and the server finds the one that both have.
# Real: gorilla, gws and aiohttp read the first line alone. Jetty's client writes one line for each subprotocol (`setSubProtocols`). With the
#       common one second, gorilla and aiohttp open without a subprotocol, and gws refuses with 400.
# Matters: client and server are each right for themselves, in tests with Go, Python or browsers all is well, and the Java client gets a socket that
#          does not speak as agreed. A token that is sent as second subprotocol never arrives.
# Seen (2026-11-28):
#   Jetty's client sends: chat.v2 | chat.v1
#   gorilla: one line 101 chat.v1, two lines 101 none
#   gws: one line 101 chat.v1, two lines 400 none
#   coder: one line 101 chat.v1, two lines 101 chat.v1
#   gobwas: one line 101 chat.v1, two lines 101 chat.v1
#   aiohttp: one line 101 chat.v1, two lines 101 none
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${app:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
cat > pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion><groupId>try</groupId><artifactId>try</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.eclipse.jetty.websocket</groupId><artifactId>jetty-websocket-jetty-client</artifactId><version>12.1.14</version></dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=path.txt >&2
cat > Send.java <<'JAVA'
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.stream.Collectors;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

class Send {
  public static class Silent implements Session.Listener.AutoDemanding {}

  public static void main(String[] none) throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var client = new WebSocketClient();
      client.start();
      var upgrade = new ClientUpgradeRequest(URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/"));
      upgrade.setSubProtocols("chat.v2", "chat.v1");
      client.connect(new Silent(), upgrade);
      try (var socket = server.accept()) {
        var request = new byte[4096];
        var lines = new String(request, 0, socket.getInputStream().read(request)).lines();
        System.out.println("Jetty's client sends: " + lines.filter(line -> line.startsWith("Sec-WebSocket-Protocol: "))
            .map(line -> line.split(": ")[1]).collect(Collectors.joining(" | ")));
      }
    }
    System.exit(0);
  }
}
JAVA
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	coder "github.com/coder/websocket"
	"github.com/gobwas/ws"
	"github.com/gorilla/websocket"
	"github.com/lxzan/gws"
)

const offer = "Sec-WebSocket-Protocol: "

func ask(address string, lines ...string) string {
	socket, err := net.Dial("tcp", address)
	if err != nil {
		panic(err)
	}
	defer socket.Close()
	fmt.Fprintf(socket, "GET / HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n", address)
	fmt.Fprintf(socket, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n\r\n", strings.Join(lines, "\r\n"))
	answer, err := http.ReadResponse(bufio.NewReader(socket), nil)
	if err != nil {
		panic(err)
	}
	chosen := answer.Header.Get("Sec-WebSocket-Protocol")
	if chosen == "" {
		chosen = "none"
	}
	return fmt.Sprintf("%d %s", answer.StatusCode, chosen)
}

func say(name, address string) {
	fmt.Printf("%s: one line %s, two lines %s\n", name, ask(address, offer+"chat.v2, chat.v1"), ask(address, offer+"chat.v2", offer+"chat.v1"))
}

func serve(name string, upgrade func(http.ResponseWriter, *http.Request)) {
	say(name, strings.TrimPrefix(httptest.NewServer(http.HandlerFunc(upgrade)).URL, "http://"))
}

func main() {
	if len(os.Args) > 1 {
		say("aiohttp", os.Args[1])
		return
	}
	known := []string{"chat.v1"}
	serve("gorilla", func(w http.ResponseWriter, r *http.Request) {
		(&websocket.Upgrader{Subprotocols: known}).Upgrade(w, r, nil)
	})
	serve("gws", func(w http.ResponseWriter, r *http.Request) {
		gws.NewUpgrader(gws.BuiltinEventHandler{}, &gws.ServerOption{SubProtocols: known}).Upgrade(w, r)
	})
	serve("coder", func(w http.ResponseWriter, r *http.Request) { coder.Accept(w, r, &coder.AcceptOptions{Subprotocols: known}) })
	serve("gobwas", func(w http.ResponseWriter, r *http.Request) {
		ws.HTTPUpgrader{Protocol: func(offered string) bool { return offered == known[0] }}.Upgrade(r, w)
	})
}
GO
go get github.com/gorilla/websocket@v1.5.3 github.com/lxzan/gws@v1.8.9 github.com/coder/websocket@v1.8.15 github.com/gobwas/ws@v1.5.0 2>/dev/null
go mod tidy 2>/dev/null; go build -o try .
python3 -m venv env; env/bin/pip install --quiet aiohttp==3.14.5
cat > app.py <<'PY'
import asyncio

from aiohttp import web


async def open_socket(request):
    socket = web.WebSocketResponse(protocols=["chat.v1"])
    await socket.prepare(request)
    async for _ in socket:
        pass
    return socket


async def main():
    app = web.Application()
    app.router.add_get("/", open_socket)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print("127.0.0.1:%d" % runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
PY
mkfifo address; env/bin/python app.py > address & app=$!
read -r address < address
{ java -cp "$(cat path.txt)" Send.java 2>/dev/null; ./try; ./try "$address"; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
Jetty's client sends: chat.v2 | chat.v1
gorilla: one line 101 chat.v1, two lines 101 none
gws: one line 101 chat.v1, two lines 400 none
coder: one line 101 chat.v1, two lines 101 chat.v1
gobwas: one line 101 chat.v1, two lines 101 chat.v1
aiohttp: one line 101 chat.v1, two lines 101 none
SEEN
