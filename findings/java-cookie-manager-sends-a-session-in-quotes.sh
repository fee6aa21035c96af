#!/usr/bin/env bash
# `java.net.CookieManager` of OpenJDK (seen: 17.0.15) in java.net.http.HttpClient, and cookie 2.0.2 (npm) in the app; beside cookie 0.7.2 and requests 2.34.2
# Expected: a cookie comes back as it was set: `Set-Cookie: sid=abc; Max-Age=3600` makes `Cookie: sid=abc` (RFC 6265 5.4).
# Real: an attribute Max-Age without Expires makes CookieManager take the cookie for one of RFC 2109, and it answers in that form: the value in quotes, with
#       `$Version`, `$Path` and `$Domain` as further cookies. cookie 2, like RFC 6265, keeps quotes as a part of the value; cookie 0.7 took them off.
# Matters: a service in Java signs in and is a stranger to the next request; a session cookie without Max-Age, or with Expires too, comes back as it was. An app that
#          raises its cookie library loses the clients in Java alone.
# Seen (2026-11-28):
#   CookieManager, sid=abc; Path=/: sent sid=abc, cookie 2 reads abc, cookie 0.7 reads abc
#   CookieManager, sid=abc; Path=/; Max-Age=3600: sent $Version="1"; sid="abc";$Path="/";$Domain="127.0.0.1", cookie 2 reads "abc", cookie 0.7 reads abc
#   CookieManager, sid=abc; Path=/; Max-Age=3600; Expires=Tue, 01 Jan 2047 00:00:00 GMT: sent sid=abc, cookie 2 reads abc, cookie 0.7 reads abc
#   requests, sid=abc; Path=/; Max-Age=3600: sent sid=abc, cookie 2 reads abc, cookie 0.7 reads abc
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${app:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund cookie@2.0.2 old@npm:cookie@0.7.2
python3 -m venv env; env/bin/pip install --quiet requests==2.34.2
cat > app.mjs <<'JS'
import { createServer } from 'node:http'
import { parseCookie } from 'cookie'
import old from 'old'

const app = createServer(({ url, headers: { cookie = '' } }, response) => {
  const [path, attributes = ''] = url.split('?')
  if (path === '/login') response.setHeader('set-cookie', `sid=abc; Path=/${decodeURIComponent(attributes)}`)
  response.end(`sent ${cookie}, cookie 2 reads ${parseCookie(cookie).sid}, cookie 0.7 reads ${old.parse(cookie).sid}`)
})
app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${app.address().port}`))
JS
cat > Ask.java <<'JAVA'
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

class Ask {
  static String get(HttpClient client, String url) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
  }

  public static void main(String[] url) throws Exception {
    for (var attributes : new String[] {"", "; Max-Age=3600", "; Max-Age=3600; Expires=Tue, 01 Jan 2047 00:00:00 GMT"}) {
      var client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
      get(client, url[0] + "/login?" + URLEncoder.encode(attributes, StandardCharsets.UTF_8).replace("+", "%20"));
      System.out.println("CookieManager, sid=abc; Path=/" + attributes + ": " + get(client, url[0] + "/me"));
    }
  }
}
JAVA
cat > ask.py <<'PY'
import sys

import requests

session = requests.Session()
session.get(f"{sys.argv[1]}/login?%3B%20Max-Age=3600")
print("requests, sid=abc; Path=/; Max-Age=3600: " + session.get(f"{sys.argv[1]}/me").text)
PY
mkfifo url; node app.mjs > url & app=$!
read -r url < url
{ java Ask.java "$url"; env/bin/python ask.py "$url"; } | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
CookieManager, sid=abc; Path=/: sent sid=abc, cookie 2 reads abc, cookie 0.7 reads abc
CookieManager, sid=abc; Path=/; Max-Age=3600: sent $Version="1"; sid="abc";$Path="/";$Domain="127.0.0.1", cookie 2 reads "abc", cookie 0.7 reads abc
CookieManager, sid=abc; Path=/; Max-Age=3600; Expires=Tue, 01 Jan 2047 00:00:00 GMT: sent sid=abc, cookie 2 reads abc, cookie 0.7 reads abc
requests, sid=abc; Path=/; Max-Age=3600: sent sid=abc, cookie 2 reads abc, cookie 0.7 reads abc
SEEN
