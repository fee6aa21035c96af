// debian: lighttpd lighttpd
import { daemon, lines, patience, SITES } from './daemon.mjs'

const site = ({ port, upstream, state }) =>
  lines(
    `$SERVER["socket"] == "127.0.0.1:${port}" {`,
    state === 'redirect'
      ? `  url.redirect = ( "^/(.*)" => "https://127.0.0.1:${port}/$1" )`
      : `  proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => ${upstream}, "read-timeout" => ${patience}, "connect-timeout" => 2 )) )`,
    state !== 'nows' && '  proxy.header = ( "upgrade" => "enable" )',
    state === 'strip' && '  setenv.set-request-header = ( "Authorization" => "" )',
    state === 'cors' && '  setenv.add-response-header = ( "Access-Control-Allow-Origin" => "*" )',
    '}',
  )

// The first site is the daemon's own address.
const conf = lines(
  `server.document-root = "${process.cwd()}"`,
  'server.bind = "127.0.0.1"',
  `server.port = ${SITES[0].port}`,
  'server.modules = ( "mod_redirect", "mod_setenv", "mod_proxy" )',
  SITES.map(site),
  '',
)
daemon({ 'lighttpd.conf': conf }, 'lighttpd', '-D', '-f', 'lighttpd.conf')
