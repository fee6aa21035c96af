#!/usr/bin/env bash
# httpx 0.28.1, reqwest 0.12.28 (Rust) and okhttp 4.12.0 (Java), beside requests 2.34.2, aiohttp 3.14.5, ureq 3.5.2 (Rust), Apache HttpClient 5.6, Go's net/http and
# Node's fetch
# Expected: a body with `Content-Encoding: gzip` of two members is the text of both: gzip is a series of members (RFC 1952 2.2), and RFC 9110 8.4.1.3 names that
#           format. A file that is written in pieces has several (`gzip >> file`, bgzip), and servers send such a file as it is.
# Real: httpx and reqwest give the first member and end without an error. OkHttp throws. The six others read all of it.
# Matters: a log, an export or a sitemap is shorter than it is, with 200 and a right Content-Length, and JSON by lines is even well-formed. curl, browsers and
#          the tests in another language show all of it.
# Seen (2026-11-28):
#   httpx: "one\n"
#   requests: "one\ntwo\n"
#   aiohttp: "one\ntwo\n"
#   reqwest: "one\n"
#   ureq: "one\ntwo\n"
#   OkHttp: java.io.IOException: gzip finished without exhausting source
#   Apache HttpClient: "one\ntwo\n"
#   net/http: "one\ntwo\n"
#   fetch: "one\ntwo\n"
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${app:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet httpx==0.28.1 requests==2.34.2 aiohttp==3.14.5
cat > pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion><groupId>try</groupId><artifactId>try</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.squareup.okhttp3</groupId><artifactId>okhttp</artifactId><version>4.12.0</version></dependency>
    <dependency><groupId>org.apache.httpcomponents.client5</groupId><artifactId>httpclient5</artifactId><version>5.6</version></dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=path.txt >&2
{ echo one | gzip; echo two | gzip; } > two.gz
cat > app.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const body = readFileSync('two.gz')
const app = createServer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length }).end(body))
app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${app.address().port}/`))
JS
cat > ask.py <<'PY'
import asyncio
import json
import sys

import aiohttp
import httpx
import requests

url = sys.argv[1]


async def by_aiohttp():
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return await answer.text()


print("httpx:", json.dumps(httpx.get(url).text))
print("requests:", json.dumps(requests.get(url).text))
print("aiohttp:", json.dumps(asyncio.run(by_aiohttp())))
PY
mkdir -p rust/src
cat > rust/Cargo.toml <<'TOML'
[package]
name = "try"
version = "0.1.0"
edition = "2021"
[dependencies]
reqwest = { version = "=0.12.28", default-features = false, features = ["blocking", "gzip"] }
ureq = { version = "=3.5.2", default-features = false, features = ["gzip"] }
TOML
cat > rust/src/main.rs <<'RUST'
fn main() {
    let url = std::env::args().nth(1).unwrap();
    println!("reqwest: {:?}", reqwest::blocking::get(&url).unwrap().text().unwrap());
    println!("ureq: {:?}", ureq::get(&url).call().unwrap().body_mut().read_to_string().unwrap());
}
RUST
cargo build --quiet --manifest-path rust/Cargo.toml
cat > Ask.java <<'JAVA'
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

class Ask {
  static String okhttp(String url) throws Exception {
    try (var answer = new OkHttpClient().newCall(new Request.Builder().url(url).build()).execute()) {
      return quote(answer.body().string());
    } catch (IOException e) {
      return e.toString();
    }
  }

  static String quote(String text) {
    return '"' + text.replace("\n", "\\n") + '"';
  }

  public static void main(String[] url) throws Exception {
    System.out.println("OkHttp: " + okhttp(url[0]));
    try (var client = HttpClients.createDefault()) {
      System.out.println("Apache HttpClient: " + quote(client.execute(new HttpGet(url[0]), answer -> EntityUtils.toString(answer.getEntity()))));
    }
    System.exit(0);
  }
}
JAVA
cat > ask.go <<'GO'
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	answer, err := http.Get(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	text, _ := io.ReadAll(answer.Body)
	fmt.Printf("net/http: %q\n", text)
}
GO
mkfifo url; node app.mjs > url & app=$!
read -r url < url
{
  env/bin/python ask.py "$url"
  rust/target/debug/try "$url"
  java -cp "$(cat path.txt)" Ask.java "$url" 2>/dev/null
  go run ask.go "$url"
  node -e 'fetch(process.argv[1]).then(async (answer) => console.log(`fetch: ${JSON.stringify(await answer.text())}`))' "$url"
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
httpx: "one\n"
requests: "one\ntwo\n"
aiohttp: "one\ntwo\n"
reqwest: "one\n"
ureq: "one\ntwo\n"
OkHttp: java.io.IOException: gzip finished without exhausting source
Apache HttpClient: "one\ntwo\n"
net/http: "one\ntwo\n"
fetch: "one\ntwo\n"
SEEN
