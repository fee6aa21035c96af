#!/usr/bin/env bash
# java.net.http.HttpClient of OpenJDK 17 or later (seen: 17.0.15) with Node's http server, and ws 8.23.0 or socket.io 4.8.1 on it
# Expected: a GET of a client with its defaults is answered on a server that also has WebSockets. The client offers `Upgrade: h2c`, and
#           RFC 9110 7.8 lets a server ignore the header and answer as if it were not there.
# Real: Node gives each request with an Upgrade header to the server's `upgrade` listener once there is one, whatever is offered.
#       ws answers 400; socket.io, whose path it is not, ends the connection after a second. The app's route is never asked.
# Matters: the day an app opens its first WebSocket, every Java client of its plain routes fails, and curl and browsers do
#          not. Health checks written in Java see a dead service; `version(HTTP_1_1)` ends it.
# Seen (2026-11-28):
#   http alone: 200 well; told to speak HTTP/1.1: 200 well
#   http with ws: 400 Invalid Upgrade header; told to speak HTTP/1.1: 200 well
#   http with socket.io: no answer (HTTP/1.1 header parser received no bytes); told to speak HTTP/1.1: 200 well
set -euo pipefail
dir=$(mktemp -d); trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund ws@8.23.0 socket.io@4.8.1
cat > serve.mjs <<'JS'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'

const open = (attach) =>
  new Promise((up) => {
    const server = createServer((_request, response) => response.end('well'))
    attach(server)
    server.listen(0, '127.0.0.1', () => up(server.address().port))
  })
const ports = [await open(() => {}), await open((server) => new WebSocketServer({ server, path: '/ws' })), await open((server) => new Server(server))]
console.log(ports.join(' '))
JS
cat > Ask.java <<'JAVA'
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

class Ask {
  static String ask(HttpClient client, String port) throws Exception {
    try {
      var answer = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return "no answer (" + e.getMessage() + ")";
    }
  }

  public static void main(String[] ports) throws Exception {
    var names = new String[] {"http alone", "http with ws", "http with socket.io"};
    for (int i = 0; i < ports.length; i++) {
      var old = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      System.out.println(names[i] + ": " + ask(HttpClient.newHttpClient(), ports[i]) + "; told to speak HTTP/1.1: " + ask(old, ports[i]));
    }
  }
}
JAVA
mkfifo ports; node serve.mjs > ports & read -r ports < ports
java Ask.java $ports | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
http alone: 200 well; told to speak HTTP/1.1: 200 well
http with ws: 400 Invalid Upgrade header; told to speak HTTP/1.1: 200 well
http with socket.io: no answer (HTTP/1.1 header parser received no bytes); told to speak HTTP/1.1: 200 well
SEEN
