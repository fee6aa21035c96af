#!/usr/bin/env bash
# Apache HttpClient 5.6 (Maven httpclient5), `HttpClients.createDefault()`, beside java.net.http.HttpClient
# Expected: a POST that is answered with 503 or 429 is sent once. RFC 9110 9.2.2: a client should not retry a request with a method
#           that is not idempotent by itself.
# Real: the default retry strategy looks at the status and not at the method: after 429 and 503 the POST is sent again a second
#       later. The caller sees one answer, the second.
# Matters: an app that has stored the order and answers 503 because its next step failed stores it twice. A check that counts
#          on the first 503 never sees it when the second try passes.
# Seen (2026-11-28):
#   Apache HttpClient: POST answered 429, sent 2 times; POST answered 500, sent 1 times; POST answered 503, sent 2 times
#   java.net.http: POST answered 429, sent 1 times; POST answered 500, sent 1 times; POST answered 503, sent 1 times
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
cat > pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion><groupId>try</groupId><artifactId>try</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.httpcomponents.client5</groupId><artifactId>httpclient5</artifactId><version>5.6</version></dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=path.txt >&2
cat > Try.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.StringEntity;

class Try {
  interface Post { int to(String url) throws Exception; }

  static int apache(String url) throws Exception {
    try (var client = HttpClients.createDefault()) {
      var post = new HttpPost(url);
      post.setEntity(new StringEntity("one order"));
      return client.execute(post, answer -> answer.getCode());
    }
  }

  static int jdk(String url) throws Exception {
    var post = HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString("one order")).build();
    return HttpClient.newHttpClient().send(post, BodyHandlers.discarding()).statusCode();
  }

  static String asked(Post post, int status) throws Exception {
    var asked = new AtomicInteger();
    var app = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    app.createContext("/", exchange -> {
      asked.incrementAndGet();
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    app.start();
    var seen = post.to("http://127.0.0.1:" + app.getAddress().getPort() + "/orders");
    app.stop(0);
    return "POST answered " + seen + ", sent " + asked + " times";
  }

  static void say(String name, Post post) throws Exception {
    System.out.println(name + ": " + asked(post, 429) + "; " + asked(post, 500) + "; " + asked(post, 503));
  }

  public static void main(String[] args) throws Exception {
    say("Apache HttpClient", Try::apache);
    say("java.net.http", Try::jdk);
    System.exit(0);
  }
}
JAVA
java -cp "$(cat path.txt)" Try.java 2>/dev/null | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
Apache HttpClient: POST answered 429, sent 2 times; POST answered 500, sent 1 times; POST answered 503, sent 2 times
java.net.http: POST answered 429, sent 1 times; POST answered 500, sent 1 times; POST answered 503, sent 1 times
SEEN
