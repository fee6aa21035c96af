import { type EdgeRow, failed, good, refused } from './row.ts'

/** The words of a status (RFC 9110 §15.6), as a proxy in Go writes them with nothing around. */
const STATUS_TEXT = /^(?:Bad Gateway|Service Unavailable|Gateway Timeout)$/

/** Proxies, as they answer with their own defaults, and web servers without a site. */
export const PROXIES: readonly EdgeRow[] = [
  {
    edge: 'nginx',
    status: refused,
    body: /<center>(?:nginx|openresty)[^<]{0,40}<\/center>/i,
    source: 'nginx 1.22.1',
  },
  {
    edge: 'Envoy',
    status: refused,
    body: /no healthy upstream|upstream connect error|upstream request timeout/i,
    source: 'Envoy 1.40.0',
  },
  {
    edge: 'Varnish',
    status: refused,
    body: /backend fetch failed|<p>Varnish cache server<\/p>/i,
    source: 'Varnish 7.1.1',
  },
  {
    edge: 'HAProxy',
    status: refused,
    body: /^\s*<html><body><h1>\d{3} [^<]{1,40}<\/h1>\s*(?:No server is available|The server didn't respond|The server returned an invalid|Request forbidden|Your browser sent)/i,
    source: 'HAProxy 2.6.12',
  },
  {
    edge: 'Apache',
    means: 'no-backend',
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
    status: refused,
    headers: { server: /^lighttpd\// },
    body: /XHTML 1\.0 Transitional/i,
    source: 'lighttpd 1.4.69',
  },
  { edge: 'Squid', status: refused, headers: { 'x-squid-error': /./ }, source: 'Squid 5.7' },
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
      server: /^envoy$/i,
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
    edge: 'http-proxy-middleware',
    means: 'no-backend',
    status: failed,
    body: /^Error occurred while trying to proxy: /,
    source: 'http-proxy-middleware 4.2.2',
  },
  {
    edge: '@fastify/http-proxy',
    means: 'no-backend',
    status: failed,
    body: /"code"\s*:\s*"FST_REPLY_FROM_/,
    source: '@fastify/http-proxy 11.6.3',
  },
  {
    edge: 'default page of nginx',
    means: 'missing',
    status: good,
    body: /<title>Welcome to nginx!<\/title>/i,
    source: 'nginx 1.22.1',
  },
  {
    edge: 'default page of Apache',
    means: 'missing',
    status: good,
    body: /<title>Apache2 \w+ Default Page: It works<\/title>|^<html><body><h1>It works!<\/h1><\/body><\/html>/i,
    source: 'Apache 2.4.71',
  },
  {
    edge: 'default page of IIS',
    means: 'missing',
    status: good,
    body: /<title>IIS Windows Server<\/title>/i,
    source: 'IIS 10',
  },
  {
    edge: 'default page of Caddy',
    means: 'missing',
    status: good,
    body: /<title>Caddy works!<\/title>/i,
    source: 'Caddy 2.11.7',
  },
]
