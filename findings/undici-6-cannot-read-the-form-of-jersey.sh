#!/usr/bin/env bash
# undici 6.29.1 (`formData()` of Node 20 and 22) behind hono 4.13.19, sent to by Jersey's client 3.1.10; beside undici 7.30.2, busboy 1.6.0 (npm) and starlette 1.10.0
# Expected: a form that a well-known client sends is read. The parameters of Content-Disposition come in any order, and a value may be a token without quotes (RFC 2183 2, RFC
#           7578 4.2).
# Real: undici 6 wants `name="` at once behind `form-data; `. Jersey writes the file name first (`form-data; filename="a.txt"; name="file"`), and the whole form is refused: "Failed to
#       parse body as FormData". So is a name without quotes, `filename*`, a text before the first boundary, and no space behind `;`. undici 7 reads each of them.
# Matters: an upload works from browsers, curl, Python and Go, and is 400 or 500 for the one service in Java, in each framework that reads by the web's `Request` (hono, Next.js,
#          Remix, SvelteKit), until Node is raised. Nothing says which part or header it was.
# Seen (2026-11-28):
#   Jersey sends: form-data; name="title" | form-data; filename="a.txt"; name="file"
#   as Jersey sends it: hono with undici 6 500, undici 7 title file, busboy title file, starlette title file
#   name first: hono with undici 6 200 title file, undici 7 title file, busboy title file, starlette title file
#   names without quotes: hono with undici 6 500, undici 7 title file, busboy title file, starlette title file
#   no space behind a semicolon: hono with undici 6 500, undici 7 title file, busboy title file, starlette title file
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${app:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund undici@6.29.1 seven@npm:undici@7.30.2 busboy@1.6.0 hono@4.13.19
python3 -m venv env; env/bin/pip install --quiet starlette==1.10.0 python-multipart==0.0.34
cat > pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion><groupId>try</groupId><artifactId>try</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.glassfish.jersey.core</groupId><artifactId>jersey-client</artifactId><version>3.1.10</version></dependency>
    <dependency><groupId>org.glassfish.jersey.inject</groupId><artifactId>jersey-hk2</artifactId><version>3.1.10</version></dependency>
    <dependency><groupId>org.glassfish.jersey.media</groupId><artifactId>jersey-media-multipart</artifactId><version>3.1.10</version></dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=path.txt >&2
cat > keep.mjs <<'JS'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'

const app = createServer(async (request, response) => {
  writeFileSync('type.txt', request.headers['content-type'])
  writeFileSync('body.txt', Buffer.concat(await request.toArray()))
  response.end()
})
app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${app.address().port}/`))
JS
cat > Send.java <<'JAVA'
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import java.io.ByteArrayInputStream;
import org.glassfish.jersey.media.multipart.FormDataMultiPart;
import org.glassfish.jersey.media.multipart.MultiPartFeature;
import org.glassfish.jersey.media.multipart.file.StreamDataBodyPart;

class Send {
  public static void main(String[] url) {
    var form = new FormDataMultiPart().field("title", "hello");
    form.bodyPart(new StreamDataBodyPart("file", new ByteArrayInputStream("data".getBytes()), "a.txt"));
    ClientBuilder.newBuilder().register(MultiPartFeature.class).build().target(url[0]).request().post(Entity.entity(form, form.getMediaType())).close();
  }
}
JAVA
mkfifo url; node keep.mjs > url & app=$!
read -r url < url
java -cp "$(cat path.txt)" Send.java "$url" 2>/dev/null
cat > read.py <<'PY'
import asyncio
import sys

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser


async def main():
    async def body():
        yield sys.stdin.buffer.read()

    form = await MultiPartParser(Headers({"content-type": open("type.txt").read()}), body()).parse()
    print(*form.keys())


asyncio.run(main())
PY
cat > read.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import busboy from 'busboy'
import { Hono } from 'hono'
import { Response as Seven } from 'seven'
import { Response as Six } from 'undici'

const headers = { 'content-type': readFileSync('type.txt', 'utf8') }
const sent = readFileSync('body.txt', 'utf8')
const names = (form) => [...form.keys()].join(' ')
const app = new Hono().post('/', async (context) => context.text(names(await new Six(await context.req.text(), { headers }).formData())))
app.onError((_error, context) => context.body(null, 500))
const byHono = async (body) => {
  const answer = await app.request('/', { method: 'POST', headers, body })
  return `${answer.status} ${await answer.text()}`.trim()
}
const byBusboy = (body) =>
  new Promise((resolve, reject) => {
    const seen = []
    const parser = busboy({ headers })
    parser.on('field', (name) => seen.push(name)).on('file', (name, file) => seen.push(name) && file.resume())
    parser.on('close', () => resolve(seen.join(' '))).on('error', reject).end(body)
  })
console.log(`Jersey sends: ${[...sent.matchAll(/Content-Disposition: (.*)\r/g)].map(([, value]) => value).join(' | ')}`)
const first = sent.replace('filename="a.txt"; name="file"', 'name="file"; filename="a.txt"')
const forms = {
  'as Jersey sends it': sent,
  'name first': first,
  'names without quotes': first.replace('name="title"', 'name=title').replace('name="file"', 'name=file'),
  'no space behind a semicolon': first.replaceAll('; ', ';')
}
for (const [title, body] of Object.entries(forms)) {
  const seven = names(await new Seven(body, { headers }).formData())
  const starlette = execFileSync('env/bin/python', ['read.py'], { input: body, encoding: 'utf8' }).trim()
  console.log(`${title}: hono with undici 6 ${await byHono(body)}, undici 7 ${seven}, busboy ${await byBusboy(body)}, starlette ${starlette}`)
}
JS
node read.mjs | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
Jersey sends: form-data; name="title" | form-data; filename="a.txt"; name="file"
as Jersey sends it: hono with undici 6 500, undici 7 title file, busboy title file, starlette title file
name first: hono with undici 6 200 title file, undici 7 title file, busboy title file, starlette title file
names without quotes: hono with undici 6 500, undici 7 title file, busboy title file, starlette title file
no space behind a semicolon: hono with undici 6 500, undici 7 title file, busboy title file, starlette title file
SEEN
