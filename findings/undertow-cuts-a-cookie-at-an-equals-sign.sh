#!/usr/bin/env bash
# io.undertow:undertow-core 2.4.4.Final (the server of WildFly), beside Jetty 12.1.14, Werkzeug 3.1.9 and Go's net/http
# Expected: the value of a cookie may hold `=`: it is a cookie-octet (RFC 6265 4.1.1), and base64 ends with it. The app gets what the
#           client sent.
# Real: Undertow ends the value of a cookie without quotes at the first `=`, and says nothing. `ALLOW_EQUALS_IN_COOKIE_VALUE` is false by default.
# Matters: a cookie of another service under the same domain, a signed or encrypted session in base64, is whole for every app but the one
#          behind Undertow, where its signature does not fit: one user in three is in, those whose value has no padding.
# Seen (2026-11-28):
#   Undertow: YWJj is YWJj, YWI= is YWI, YQ== is YQ
#   Jetty: YWJj is YWJj, YWI= is YWI=, YQ== is YQ==
#   Werkzeug: YWJj is YWJj, YWI= is YWI=, YQ== is YQ==
#   net/http: YWJj is YWJj, YWI= is YWI=, YQ== is YQ==
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
cat > pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion><groupId>try</groupId><artifactId>try</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.undertow</groupId><artifactId>undertow-core</artifactId><version>2.4.4.Final</version></dependency>
    <dependency><groupId>org.eclipse.jetty</groupId><artifactId>jetty-server</artifactId><version>12.1.14</version></dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=path.txt >&2
python3 -m venv env; env/bin/pip install --quiet werkzeug==3.1.9
cat > Try.java <<'JAVA'
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

class Try {
  static String ask(int port, String value) throws Exception {
    try (var socket = new Socket("127.0.0.1", port)) {
      var request = "GET / HTTP/1.1\r\nHost: app.example\r\nConnection: close\r\nCookie: session=" + value + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes());
      var answer = new String(socket.getInputStream().readAllBytes());
      return value + " is " + answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  static void say(String name, int port) throws Exception {
    System.out.println(name + ": " + ask(port, "YWJj") + ", " + ask(port, "YWI=") + ", " + ask(port, "YQ=="));
  }

  public static void main(String[] none) throws Exception {
    var undertow = Undertow.builder().addHttpListener(0, "127.0.0.1")
        .setHandler(exchange -> exchange.getResponseSender().send(exchange.getRequestCookie("session").getValue())).build();
    undertow.start();
    say("Undertow", ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort());
    var jetty = new Server();
    var connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    jetty.setHandler(new Handler.Abstract() {
      public boolean handle(Request request, Response response, Callback done) {
        response.getHeaders().put("Content-Length", Request.getCookies(request).get(0).getValue().length());
        Content.Sink.write(response, true, Request.getCookies(request).get(0).getValue(), done);
        return true;
      }
    });
    jetty.start();
    say("Jetty", connector.getLocalPort());
    System.exit(0);
  }
}
JAVA
cat > try.py <<'PY'
from werkzeug.http import parse_cookie

seen = [f"{value} is {parse_cookie('session=' + value)['session']}" for value in ("YWJj", "YWI=", "YQ==")]
print("Werkzeug: " + ", ".join(seen))
PY
cat > try.go <<'GO'
package main

import (
	"fmt"
	"net/http"
)

func read(value string) string {
	ask, _ := http.NewRequest("GET", "http://app.example/", nil)
	ask.Header.Set("Cookie", "session="+value)
	cookie, _ := ask.Cookie("session")
	return value + " is " + cookie.Value
}

func main() { fmt.Printf("net/http: %s, %s, %s\n", read("YWJj"), read("YWI="), read("YQ==")) }
GO
{
  java -cp "$(cat path.txt)" Try.java 2>/dev/null
  env/bin/python try.py
  go run try.go
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
Undertow: YWJj is YWJj, YWI= is YWI, YQ== is YQ
Jetty: YWJj is YWJj, YWI= is YWI=, YQ== is YQ==
Werkzeug: YWJj is YWJj, YWI= is YWI=, YQ== is YQ==
net/http: YWJj is YWJj, YWI= is YWI=, YQ== is YQ==
SEEN
