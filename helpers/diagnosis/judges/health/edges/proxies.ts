import { type EdgeRow, failed, good } from './row.ts'

/** The words of a status (RFC 9110 §15.6), as a proxy in Go writes them with nothing around. */
const STATUS_TEXT = /^(?:Bad Gateway|Service Unavailable|Gateway Timeout)$/

/** Proxies, as they answer with their own defaults, and web servers without a site. */
export const PROXIES: readonly EdgeRow[] = [
  {
    edge: 'nginx',
    body: /<center>(?:nginx|openresty)[^<]{0,40}<\/center>/i,
    source: 'nginx 1.22.1',
  },
  {
    edge: 'Envoy',
    body: /no healthy upstream|upstream connect error|upstream request timeout/i,
    source: 'Envoy 1.40.0',
  },
  {
    edge: 'Varnish',
    body: /backend fetch failed|<p>Varnish cache server<\/p>/i,
    source: 'Varnish 7.1.1',
  },
  {
    edge: 'HAProxy',
    body: /^\s*<html><body><h1>\d{3} [^<]{1,40}<\/h1>\s*(?:No server is available|The server didn't respond|The server returned an invalid|Request forbidden|Your browser sent)/i,
    source: 'HAProxy 2.6.12',
  },
  {
    // The shape of all its own pages; configured ones differ.
    edge: 'HAProxy',
    headers: { server: 'absent', 'cache-control': /^no-cache$/ },
    body: /^<html><body><h1>\d{3} [^<]{1,40}<\/h1>\n[^<]{1,120}\n<\/body><\/html>\s*$/,
    source: 'HAProxy 2.6.12',
  },
  {
    edge: 'Envoy',
    status: (status) => status === 403,
    body: /^RBAC: access denied$/,
    source: 'Envoy 1.40.0, the RBAC filter, as Istio uses it',
  },
  {
    edge: 'LiteSpeed',
    headers: { server: /^LiteSpeed/i },
    body: /Proudly powered by\s+(?:<[^>]*>)?LiteSpeed/i,
    source: 'docs.litespeedtech.com',
  },
  {
    edge: 'Linkerd',
    status: failed,
    headers: { 'l5d-proxy-error': /./ },
    source: 'linkerd.io/2/reference, proxy errors',
  },
  {
    edge: 'Passenger',
    status: failed,
    body: /Web application could not be started(?: by the Phusion Passenger)?/i,
    source: 'Phusion Passenger 6',
  },
  {
    edge: 'APISIX',
    means: 'missing',
    body: /"error_msg"\s*:\s*"(?:404 Route Not Found|failed to match any routes)"/,
    source: 'apache/apisix, init.lua; issue 6131',
  },
  {
    edge: 'Tyk',
    status: failed,
    body: /"error"\s*:\s*"(?:There was a problem proxying the request|Upstream service reached hard timeout|Service temporarily unn?available)\.?"/,
    source: 'TykTechnologies/tyk, issues 2127, 1975 and 1841',
  },
  {
    edge: 'Kubernetes API server',
    body: /"kind"\s*:\s*"Status",\s*"apiVersion"\s*:\s*"v1"/,
    source: 'kubernetes.io/docs, API concepts',
  },
  {
    edge: 'Caddy',
    status: (status) => status === 401,
    headers: { server: /^Caddy$/, via: 'absent', 'www-authenticate': /^Basic/ },
    body: 'empty',
    source: 'Caddy 2.11.7',
  },
  {
    edge: 'Traefik',
    status: (status) => status === 401,
    headers: { 'www-authenticate': /realm="traefik"/ },
    source: 'Traefik 3.7.15',
  },
  {
    edge: 'Apache',
    status: failed,
    body: /<title>50[234] [^<]{1,40}<\/title>[\s\S]{0,200}<h1>(?:Service Unavailable|Bad Gateway|Proxy Error|Gateway Timeout)<\/h1>/i,
    headers: { server: /^Apache/i },
    source: 'Apache 2.4.71',
  },
  {
    edge: 'Apache',
    status: (status) => status === 403 || status === 404,
    headers: { server: /^Apache/i },
    body: /<title>40[34] [^<]{1,40}<\/title>[\s\S]{0,200}(?:The requested URL was not found on this server\.|You don't have permission to access this resource\.)/i,
    source: 'Apache 2.4.71',
  },
  {
    edge: 'lighttpd',
    headers: { server: /^lighttpd\// },
    body: /XHTML 1\.0 Transitional/i,
    source: 'lighttpd 1.4.69',
  },
  { edge: 'Squid', headers: { 'x-squid-error': /./ }, source: 'Squid 5.7' },
  {
    edge: 'Caddy',
    status: failed,
    headers: { server: /^Caddy$/, via: 'absent' },
    body: 'empty',
    source: 'Caddy 2.11.7',
  },
  {
    // An unknown host: no site answers, and Caddy does so with nothing.
    edge: 'Caddy',
    means: 'missing',
    status: good,
    headers: { server: /^Caddy$/, via: 'absent', 'content-type': 'absent', etag: 'absent' },
    body: 'empty',
    source: 'Caddy 2.11.7',
  },
  {
    edge: 'Envoy',
    status: (status) => status === 403 || status === 404,
    headers: {
      server: /^(?:istio-)?envoy$/i,
      'x-envoy-upstream-service-time': 'absent',
      'content-type': 'absent',
    },
    body: 'empty',
    source: 'Envoy 1.40.0',
  },
  {
    edge: 'Traefik or another proxy in Go',
    status: failed,
    headers: { 'content-type': 'absent', server: 'absent' },
    body: STATUS_TEXT,
    source: 'Traefik 3.7.15',
  },
  {
    edge: 'KrakenD',
    status: failed,
    headers: { 'x-krakend-completed': /^false$/i, 'content-type': 'absent' },
    body: 'empty',
    source: 'lura 2.12.1: it makes 500 of every status of the app but 200 and 201',
  },
  {
    edge: 'http-proxy-middleware',
    status: failed,
    body: /^Error occurred while trying to proxy: /,
    source: 'http-proxy-middleware 4.2.2',
  },
  {
    edge: '@fastify/http-proxy',
    status: failed,
    body: /"code"\s*:\s*"FST_REPLY_FROM_/,
    source: '@fastify/http-proxy 11.6.3',
  },
]
