#!/usr/bin/env bash
# com.squareup.okhttp3:okhttp-sse 5.3.0 (Maven), beside com.launchdarkly:okhttp-eventsource 4.1.1 and httpx-sse 0.4.3 with httpx 0.28.1
# Expected: a stream whose last line has no line end is over when its body is: the pending event is thrown away (WHATWG HTML 9.2.6), and the listener hears `onClosed`, as it does
#           where a line end stands there.
# Real: okhttp-sse calls `onFailure` with "IllegalArgumentException: byteCount < 0: -1". One line end behind the text, though no event follows from it, and it is `onClosed`.
# Matters: a server that writes `data: [DONE]` and ends, a proxy that trims, an app that stops in the middle of a line: the app on the phone reports a failure with a number that no
#          log of a server has, and connects again. The answer is whole: 200, its length as announced.
# Seen (2026-11-28):
#   the stream ends with a blank line: okhttp-sse a b, onClosed; okhttp-eventsource a b; httpx-sse a b
#   the stream ends with a line end: okhttp-sse a, onClosed; okhttp-eventsource a; httpx-sse a
#   the stream ends in its last line: okhttp-sse a, java.lang.IllegalArgumentException: byteCount < 0: -1; okhttp-eventsource a; httpx-sse a
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${app:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet httpx==0.28.1 httpx-sse==0.4.3
cat > pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion><groupId>try</groupId><artifactId>try</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.squareup.okhttp3</groupId><artifactId>okhttp-jvm</artifactId><version>5.3.0</version></dependency>
    <dependency><groupId>com.squareup.okhttp3</groupId><artifactId>okhttp-sse</artifactId><version>5.3.0</version></dependency>
    <dependency><groupId>com.launchdarkly</groupId><artifactId>okhttp-eventsource</artifactId><version>4.1.1</version></dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=path.txt >&2
cat > app.mjs <<'JS'
import { createServer } from 'node:http'

const app = createServer(({ url }, response) => {
  const body = `data: a\n\ndata: b${'\n'.repeat(Number(url.slice(1)))}`
  response.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': body.length }).end(body)
})
app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${app.address().port}/`))
JS
cat > Ask.java <<'JAVA'
import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.StreamException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;

class Ask {
  static String byOkhttp(String url) throws Exception {
    var seen = new ArrayList<String>();
    var end = new CompletableFuture<String>();
    EventSources.createFactory(new OkHttpClient()).newEventSource(new Request.Builder().url(url).build(), new EventSourceListener() {
      public void onEvent(EventSource source, String id, String type, String data) { seen.add(data); }
      public void onClosed(EventSource source) { end.complete("onClosed"); }
      public void onFailure(EventSource source, Throwable error, Response answer) { end.complete(String.valueOf(error)); }
    });
    var last = end.get(20, TimeUnit.SECONDS);
    return String.join(" ", seen) + ", " + last;
  }

  static String byEventsource(String url) throws Exception {
    var seen = new ArrayList<String>();
    var builder = new com.launchdarkly.eventsource.EventSource.Builder(ConnectStrategy.http(URI.create(url)));
    try (var source = builder.errorStrategy(ErrorStrategy.alwaysThrow()).build()) {
      source.start();
      while (true) seen.add(source.readMessage().getData());
    } catch (StreamException end) {
      return String.join(" ", seen);
    }
  }

  public static void main(String[] url) throws Exception {
    for (var lines : List.of("2", "1", "0")) System.out.println("okhttp-sse " + byOkhttp(url[0] + lines) + "; okhttp-eventsource " + byEventsource(url[0] + lines));
    System.exit(0);
  }
}
JAVA
cat > ask.py <<'PY'
import sys

import httpx
import httpx_sse

with httpx.Client() as client:
    for lines in (2, 1, 0):
        with httpx_sse.connect_sse(client, "GET", f"{sys.argv[1]}{lines}") as source:
            print("httpx-sse " + " ".join(event.data for event in source.iter_sse()))
PY
mkfifo url; node app.mjs > url & app=$!
read -r url < url
java -cp "$(cat path.txt)" Ask.java "$url" > java.txt 2>/dev/null
env/bin/python ask.py "$url" > python.txt
printf '%s\n' 'with a blank line' 'with a line end' 'in its last line' | paste -d '|' - java.txt python.txt | sed 's/^\([^|]*\)|\([^|]*\)|/the stream ends \1: \2; /' | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
the stream ends with a blank line: okhttp-sse a b, onClosed; okhttp-eventsource a b; httpx-sse a b
the stream ends with a line end: okhttp-sse a, onClosed; okhttp-eventsource a; httpx-sse a
the stream ends in its last line: okhttp-sse a, java.lang.IllegalArgumentException: byteCount < 0: -1; okhttp-eventsource a; httpx-sse a
SEEN
