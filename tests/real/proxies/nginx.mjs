// debian: nginx-light nginx
import { daemon, lines, patience, SITES } from './daemon.mjs'

const pass = ({ state, upstream }) =>
  lines(
    `proxy_pass http://127.0.0.1:${upstream};`,
    'proxy_http_version 1.1;',
    'proxy_set_header Host $http_host;',
    state !== 'nows' && 'proxy_set_header Upgrade $http_upgrade;',
    state !== 'nows' && 'proxy_set_header Connection $connection_upgrade;',
    state === 'strip' && 'proxy_set_header Authorization "";',
    state === 'cors' && 'add_header Access-Control-Allow-Origin * always;',
    `proxy_read_timeout ${patience}s;`,
  )

const server = (site) =>
  lines(
    'server {',
    `listen 127.0.0.1:${site.port}${process.env.CERT ? ' ssl' : ''};`,
    process.env.CERT &&
      `ssl_certificate ${process.env.CERT}; ssl_certificate_key ${process.env.CERT_KEY};`,
    site.state === 'mtls' && `ssl_client_certificate ${process.env.CERT}; ssl_verify_client on;`,
    site.state === 'limit' && 'client_header_buffer_size 256; large_client_header_buffers 4 512;',
    site.state === 'default-page'
      ? 'root /usr/share/nginx/html;'
      : site.state === 'redirect'
        ? `return 301 https://127.0.0.1:${site.port}$request_uri;`
        : `location / {\n${pass(site)}\n}`,
    site.state === 'host' && 'server_name api.example;',
    '}',
    // For requests with another name.
    site.state === 'host' && `server { listen 127.0.0.1:${site.port} default_server; return 404; }`,
  )

const conf = lines(
  'user root; daemon off; pid nginx.pid; error_log stderr; events {}',
  'http { access_log off; client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f;',
  'uwsgi_temp_path u; scgi_temp_path s;',
  "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }",
  SITES.map(server),
  '}',
)
daemon({ 'nginx.conf': conf }, 'nginx', '-p', process.cwd(), '-e', 'stderr', '-c', 'nginx.conf')
