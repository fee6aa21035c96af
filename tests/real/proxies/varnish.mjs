// debian: varnish varnishd
import { daemon, lines, patience, SITES } from './daemon.mjs'

const backend = ({
  name,
  upstream,
}) => `backend to_${name} { .host = "127.0.0.1"; .port = "${upstream}";
  .connect_timeout = 2s; .first_byte_timeout = ${patience}s; }`
const receive = ({ name, state, port }) =>
  lines(
    `if (local.socket == "${name}") {`,
    `  set req.backend_hint = to_${name};`,
    state === 'redirect' && `  return (synth(301, "https://127.0.0.1:${port}" + req.url));`,
    state === 'strip' && '  unset req.http.Authorization;',
    state === 'nows' && '  unset req.http.Upgrade;',
    state === 'host' && '  if (req.http.host != "api.example") { return (synth(404)); }',
    '}',
  )
const cors = SITES.some(({ state }) => state === 'cors')

const vcl = lines(
  'vcl 4.1;',
  SITES.map(backend),
  'sub vcl_recv {',
  SITES.map(receive),
  '  if (req.http.upgrade ~ "(?i)websocket") { return (pipe); }',
  // Nothing is kept: a cache is another state.
  '  return (pass);',
  '}',
  'sub vcl_pipe { if (req.http.upgrade) { set bereq.http.upgrade = req.http.upgrade;',
  '  set bereq.http.connection = req.http.connection; } }',
  'sub vcl_synth { if (resp.status == 301) { set resp.http.Location = resp.reason; return (deliver); } }',
  cors &&
    'sub vcl_deliver { if (local.socket == "backend") { set resp.http.Access-Control-Allow-Origin = "*"; } }',
  '',
)
daemon(
  { 'default.vcl': vcl },
  'varnishd',
  ...[
    '-F',
    '-j',
    'none',
    '-n',
    process.cwd(),
    '-f',
    `${process.cwd()}/default.vcl`,
    '-s',
    'malloc,16m',
  ],
  ...SITES.flatMap(({ name, port }) => ['-a', `${name}=127.0.0.1:${port}`]),
)
