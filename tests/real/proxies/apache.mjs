// debian: apache2 apache2
import { chmodSync } from 'node:fs'
import { daemon, lines, patience, SITES } from './daemon.mjs'

const host = (site) =>
  lines(
    `Listen 127.0.0.1:${site.port}`,
    `<VirtualHost 127.0.0.1:${site.port}>`,
    'ProxyPreserveHost On',
    site.state === 'limit' && 'LimitRequestFieldSize 512',
    site.state === 'strip' && 'RequestHeader unset Authorization',
    site.state === 'cors' && 'Header always add Access-Control-Allow-Origin "*"',
    site.state === 'redirect' && `Redirect permanent / https://127.0.0.1:${site.port}/`,
    site.state === 'default-page' && `DocumentRoot "${process.cwd()}"`,
    !['redirect', 'default-page'].includes(site.state) &&
      `ProxyPass / http://127.0.0.1:${site.upstream}/ timeout=${patience} retry=0${
        site.state === 'nows' ? '' : ' upgrade=websocket'
      }`,
    '</VirtualHost>',
  )

const modules = [
  'mpm_event',
  'proxy',
  'proxy_http',
  'headers',
  'alias',
  'authz_core',
  'dir',
  'mime',
]
const conf = lines(
  `ServerRoot "${process.cwd()}"`,
  'ServerName localhost',
  'PidFile httpd.pid',
  'DefaultRuntimeDir .',
  'ErrorLog error.log',
  'User nobody',
  'Group nogroup',
  'TypesConfig mime.types',
  modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
  // As Debian ships it.
  'ServerTokens OS',
  'ServerSignature On',
  SITES.map(host),
  '',
)
// Apache serves files as a user of its own.
chmodSync(process.cwd(), 0o755)
const page = '<html><body><h1>It works!</h1></body></html>\n'
daemon(
  { 'httpd.conf': conf, 'index.html': page, 'mime.types': 'text/html html\n' },
  'apache2',
  ...['-f', `${process.cwd()}/httpd.conf`, '-D', 'FOREGROUND'],
)
