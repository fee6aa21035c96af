#!/usr/bin/env bash
# requests-oauthlib 2.0.0 and Authlib 1.9.10 (PyPI) as clients of oidc-provider 9.13.3 (npm), beside openid-client 6.9.0 (npm) and golang.org/x/oauth2 0.38.0
# Expected: a client id and secret are form-encoded before they become HTTP Basic (RFC 6749 2.3.1, `client_secret_basic`), and the issuer decodes
#           them: `+` of the secret travels as %2B.
# Real: both Python clients send the secret as it stands, as `curl -u` does. oidc-provider decodes what was never encoded: `+` becomes a blank, and the
#       answer is 401 invalid_client; for a bare `%` it is 400, "not properly encoded".
# Matters: a secret that is generated as base64 has a `+` in every second case. The same id and secret work in Node and in Go, and after the rotation
#          from one random secret to the next the Python service is out.
# Seen (2026-11-28):
#   secret abc/d==: requests-oauthlib token, authlib token, openid-client token, x/oauth2 token
#   secret ab+c/d==: requests-oauthlib invalid_client, authlib invalid_client, openid-client token, x/oauth2 token
#   secret abc%d: requests-oauthlib invalid_request, authlib invalid_request, openid-client token, x/oauth2 token
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${issuer:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund oidc-provider@9.13.3 openid-client@6.9.0
python3 -m venv env; env/bin/pip install --quiet requests-oauthlib==2.0.0 authlib==1.9.10 requests==2.34.2
cat > issuer.mjs <<'JS'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

const of = (id, secret) => ({ client_id: id, client_secret: secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] })
const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`
  const clients = [of('plain', 'abc/d=='), of('plus', 'ab+c/d=='), of('percent', 'abc%d')]
  server.on('request', new Provider(url, { clients, features: { clientCredentials: { enabled: true } } }).callback())
  process.stderr.write(`${url}\n`)
})
JS
cat > ask.py <<'PY'
import os
import sys

os.environ['OAUTHLIB_INSECURE_TRANSPORT'] = '1'  # the issuer of this try speaks plain http
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from oauthlib.oauth2 import BackendApplicationClient
from requests_oauthlib import OAuth2Session

url, client, secret = sys.argv[1] + '/token', sys.argv[2], sys.argv[3]


def word(fetch):
    try:
        return 'token' if fetch()['access_token'] else 'nothing'
    except Exception as error:
        return error.error


session = OAuth2Session(client=BackendApplicationClient(client))
authlib = AuthlibSession(client, secret, token_endpoint_auth_method='client_secret_basic')
first = word(lambda: session.fetch_token(url, client_id=client, client_secret=secret))
print(f"requests-oauthlib {first}, authlib {word(lambda: authlib.fetch_token(url, grant_type='client_credentials'))}")
PY
cat > ask.mjs <<'JS'
import { allowInsecureRequests, ClientSecretBasic, clientCredentialsGrant, Configuration } from 'openid-client'

const [issuer, client, secret] = process.argv.slice(2)
const configuration = new Configuration({ issuer, token_endpoint: `${issuer}/token` }, client, undefined, ClientSecretBasic(secret))
allowInsecureRequests(configuration)
console.log(`openid-client ${await clientCredentialsGrant(configuration).then(() => 'token', (error) => error.error)}`)
JS
printf 'module try\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"os"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

func main() {
	client := clientcredentials.Config{TokenURL: os.Args[1] + "/token", ClientID: os.Args[2], ClientSecret: os.Args[3], AuthStyle: oauth2.AuthStyleInHeader}
	if _, err := client.Token(context.Background()); err != nil {
		fmt.Println("x/oauth2", err)
	} else {
		fmt.Println("x/oauth2 token")
	}
}
GO
go get golang.org/x/oauth2@v0.38.0 2>/dev/null; go mod tidy 2>/dev/null; go build -o ask .
mkfifo url; node issuer.mjs >/dev/null 2> url & issuer=$!
url=$(grep -m 1 '^http' url)
while read -r client secret; do
  echo "secret $secret: $(env/bin/python ask.py "$url" "$client" "$secret"), $(node ask.mjs "$url" "$client" "$secret"), $(./ask "$url" "$client" "$secret")"
done <<'CLIENTS' | tee seen.txt
plain abc/d==
plus ab+c/d==
percent abc%d
CLIENTS
diff seen.txt - >/dev/null <<'SEEN'
secret abc/d==: requests-oauthlib token, authlib token, openid-client token, x/oauth2 token
secret ab+c/d==: requests-oauthlib invalid_client, authlib invalid_client, openid-client token, x/oauth2 token
secret abc%d: requests-oauthlib invalid_request, authlib invalid_request, openid-client token, x/oauth2 token
SEEN
