// debian: haproxy haproxy
import { readFileSync } from 'node:fs'
import { daemon, lines, patience, SITES } from './daemon.mjs'

const { CERT, CERT_KEY } = process.env
const tls = (site) =>
  CERT ? ` ssl crt both.pem${site.state === 'mtls' ? ` verify required ca-file ${CERT}` : ''}` : ''

const parts = (site) =>
  lines(
    `frontend ${site.name}`,
    `  bind 127.0.0.1:${site.port}${tls(site)}`,
    site.state === 'redirect' && '  http-request redirect scheme https code 301',
    site.state === 'strip' && '  http-request del-header Authorization',
    site.state === 'nows' && '  http-request del-header Upgrade',
    site.state === 'cors' && '  http-response add-header Access-Control-Allow-Origin *',
    // Without a backend for the name, HAProxy answers 503.
    site.state === 'host'
      ? `  use_backend to-${site.name} if { hdr(host) api.example }`
      : `  default_backend to-${site.name}`,
    `backend to-${site.name}`,
    `  server one 127.0.0.1:${site.upstream}`,
  )

const conf = lines(
  'global',
  '  log stderr local0 warning',
  'defaults',
  '  mode http',
  '  timeout connect 2s',
  '  timeout client 60s',
  `  timeout server ${patience}s`,
  '  timeout tunnel 60s',
  SITES.map(parts),
  '',
)
const both = CERT ? `${readFileSync(CERT, 'utf8')}\n${readFileSync(CERT_KEY, 'utf8')}` : ''
daemon({ 'haproxy.cfg': conf, 'both.pem': both }, 'haproxy', '-db', '-f', 'haproxy.cfg')
