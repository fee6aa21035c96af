/** What a line of a proxy's configuration is about. */
export type Setting = 'upgrade' | 'backend' | 'host' | 'limit' | 'idle'

/** A proxy, the marks that it leaves on the answers of the app, and the line of its configuration for each purpose. */
interface ProxySettings {
  readonly proxy: string
  /** Headers by which its answers are known, its own and those it passes on: any one is enough. */
  readonly marks: Readonly<Record<string, RegExp>>
  readonly lines: Readonly<Partial<Record<Setting, string>>>
  readonly source: string
}

const PROXIES: readonly ProxySettings[] = [
  {
    proxy: 'nginx',
    marks: { server: /^(?:nginx|openresty)\b/i },
    lines: {
      upgrade:
        '`proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`',
      backend: '`proxy_pass http://APP_HOST:APP_PORT;` must name the address the app listens on',
      host: '`server_name HOST;` in the server block of the app',
      limit: '`large_client_header_buffers 4 32k;`',
      idle: '`proxy_read_timeout 3600s;` (60 s by default)',
    },
    source: 'nginx.org/en/docs/http/websocket.html and ngx_http_proxy_module',
  },
  {
    proxy: 'Apache',
    marks: { server: /^Apache\b/i },
    lines: {
      upgrade: '`ProxyPass "/" "http://APP_HOST:APP_PORT/" upgrade=websocket` (2.4.47 and later)',
      backend: '`ProxyPass "/" "http://APP_HOST:APP_PORT/"` must name the address of the app',
      host: '`ServerName HOST` or `ServerAlias HOST` in the virtual host of the app',
      limit: '`LimitRequestFieldSize 32768`',
      idle: '`ProxyTimeout 3600` and `Timeout 3600`: the larger counts',
    },
    source: 'httpd.apache.org/docs/2.4/mod/mod_proxy.html',
  },
  {
    proxy: 'Varnish',
    marks: { via: /\bvarnish\b/i, 'x-varnish': /./ },
    lines: {
      upgrade:
        '`if (req.http.upgrade ~ "(?i)websocket") { return (pipe); }` in vcl_recv, and in vcl_pipe `set bereq.http.upgrade = req.http.upgrade; set bereq.http.connection = req.http.connection;`',
      backend: '`backend default { .host = "APP_HOST"; .port = "APP_PORT"; }`',
      idle: '`pipe_timeout` (60 s by default)',
      limit: '`http_req_hdr_len` and `http_req_size`',
    },
    source: 'varnish-cache.org/docs, WebSockets in VCL',
  },
  {
    proxy: 'lighttpd',
    marks: { server: /^lighttpd\b/i },
    lines: {
      upgrade: '`proxy.header = ( "upgrade" => "enable" )`',
      backend:
        '`proxy.server = ( "" => (( "host" => "APP_HOST", "port" => APP_PORT )) )` must name the address of the app',
      limit: '`server.max-request-field-size = 32768`',
    },
    source: 'redmine.lighttpd.net, mod_proxy',
  },
  {
    proxy: 'Caddy',
    marks: { via: /\bCaddy\b/, server: /^Caddy$/ },
    lines: {
      upgrade:
        '`reverse_proxy` passes Upgrade on by itself: take out `header_up -Upgrade` or `header_up -Connection`',
      backend: '`reverse_proxy APP_HOST:APP_PORT` must name the address of the app',
      host: 'the address of the site must be `HOST`: an unknown host gets an empty 200',
      limit: '`servers { max_header_size 64KB }` in the global options',
      idle: '`stream_timeout` in `reverse_proxy` must be longer than the conversation',
    },
    source: 'caddyserver.com/docs/caddyfile/directives/reverse_proxy',
  },
  {
    proxy: 'Envoy',
    marks: { server: /^envoy$/i, 'x-envoy-upstream-service-time': /./ },
    lines: {
      upgrade:
        '`upgrade_configs: [{ upgrade_type: websocket }]` in the HttpConnectionManager or in the route',
      backend:
        'the endpoint of the cluster must be the address of the app, and pass its health check',
      host: '`domains: ["HOST"]` in a virtual host of the route configuration',
      limit: '`max_request_headers_kb: 96`',
      idle: '`stream_idle_timeout` (5 min by default) and the `timeout` of the route (15 s)',
    },
    source: 'envoyproxy.io/docs, HTTP upgrades',
  },
  {
    proxy: 'Squid',
    marks: { via: /\(squid\b/i, 'x-squid-error': /./ },
    lines: {
      upgrade: '`http_upgrade_request_protocols websocket allow all` (5 and later)',
      backend: '`cache_peer APP_HOST parent APP_PORT 0 no-query originserver`',
      limit: '`request_header_max_size 128 KB`',
    },
    source: 'squid-cache.org, configuration directives',
  },
  {
    proxy: 'HAProxy',
    marks: {},
    lines: {
      backend:
        '`server app APP_HOST:APP_PORT check` in the backend must name the address of the app',
      host: '`use_backend APP if { hdr(host) -i HOST }`, or a `default_backend`',
      limit: '`tune.bufsize 32768`',
      idle: '`timeout tunnel 1h`',
    },
    source: 'docs.haproxy.org, configuration manual',
  },
  {
    proxy: 'Traefik',
    marks: {},
    lines: {
      backend:
        '`loadBalancer.servers.url: http://APP_HOST:APP_PORT` must name the address of the app',
      host: 'a router whose rule names the host: `Host(HOST)`, the name in backquotes',
    },
    source: 'doc.traefik.io/traefik, routing',
  },
  {
    proxy: 'Kubernetes ingress',
    marks: {},
    lines: {
      host: '`rules: [{ host: HOST, … }]` in an Ingress of the right `ingressClassName`',
      backend: '`kubectl get endpoints SERVICE`: without an address, no pod is ready',
    },
    source: 'kubernetes.io/docs, Ingress',
  },
  {
    proxy: 'Cloudflare',
    marks: { server: /^cloudflare$/i },
    lines: { upgrade: 'switch on WebSockets under Network in the dashboard of the zone' },
    source: 'developers.cloudflare.com/network/websockets',
  },
  {
    proxy: 'CloudFront',
    marks: { via: /\(CloudFront\)/i },
    lines: {
      upgrade:
        'the origin request policy must forward Sec-WebSocket-Key, Sec-WebSocket-Version and Sec-WebSocket-Protocol (AllViewer does)',
    },
    source: 'docs.aws.amazon.com, CloudFront and WebSockets',
  },
]

/** The headers of an answer, by lower-case names. */
type Headers = Readonly<Record<string, string>>

/** For proxies that leave no mark: each with its line. */
const UNMARKED: Readonly<Partial<Record<Setting, string>>> = {
  idle: 'Find the idle limit of every server on the way, and raise it, or let the app send a ping more often: nginx `proxy_read_timeout` 60 s, AWS load balancer 60 s, Azure 4 min, Google `timeoutSec` 30 s, HAProxy `timeout tunnel`.',
  upgrade:
    'Which proxy drops Upgrade: nginx needs `proxy_set_header Upgrade $http_upgrade`, Apache `upgrade=websocket`, Envoy `upgrade_configs`, lighttpd `"upgrade" => "enable"`, http-proxy `server.on("upgrade", proxy.ws)`; HAProxy, Traefik and Caddy pass it on unless a rule removes it.',
}

/** The proxy that left its mark on an answer; undefined where none shows. */
export function proxyOf(headers: Headers): string | undefined {
  return rowOf(headers)?.proxy
}

/**
 * The line of configuration of the proxy that shows in an answer, with its source; `[]` where none is known.
 * @param edge its name, where the answer is its own.
 */
export function settingFor(headers: Headers, setting: Setting, edge?: string): readonly string[] {
  const row = PROXIES.find(({ proxy }) => edge?.startsWith(proxy) === true) ?? rowOf(headers)
  const line = row?.lines[setting] ?? UNMARKED[setting]
  if (line === undefined) return []
  return [row?.lines[setting] === undefined ? line : `${row.proxy}: ${line} (${row.source}).`]
}

function rowOf(headers: Headers): ProxySettings | undefined {
  return PROXIES.find(({ marks }) =>
    Object.entries(marks).some(([name, mark]) => mark.test(headers[name] ?? '')),
  )
}
