import type { ProxySettings } from './row.ts'

/** Proxies whose configuration is known. */
export const PROXY_LINES: readonly ProxySettings[] = [
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
      credential:
        '`proxy_set_header Authorization $http_authorization;`, and no `proxy_set_header Authorization "";` beside it',
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
      credential:
        'take out `RequestHeader unset Authorization`; for CGI `CGIPassAuth On`, for WSGI `WSGIPassAuthorization On`',
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
      credential: 'take out `unset req.http.Authorization;` in vcl_recv',
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
      credential: 'take "Authorization" out of `setenv.set-request-header`',
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
      credential: 'take out `header_up -Authorization` and `request_header -Authorization`',
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
      credential:
        'take authorization out of `request_headers_to_remove`; a provider of jwt_authn needs `forward: true`, or it removes the token that it has checked',
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
      credential:
        '`login=PASSTHRU` in `cache_peer`: without it, a reverse proxy keeps Authorization to itself',
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
      credential: 'take out `http-request del-header Authorization`',
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
      credential:
        'take out `customRequestHeaders: { Authorization: "" }`, and `removeHeader: true` of basicAuth or digestAuth',
    },
    source: 'doc.traefik.io/traefik, routing',
  },
  {
    proxy: 'Istio',
    marks: { server: /^istio-envoy$/i },
    lines: {
      backend: '`istioctl proxy-config endpoints POD`: the pod must be there, and HEALTHY',
      host: '`hosts: [HOST]` in the Gateway and in the VirtualService of the app',
      credential:
        '`forwardOriginalToken: true` in the jwtRules of the RequestAuthentication: by default the token is removed once it is checked',
    },
    source: 'istio.io/latest/docs, RequestAuthentication',
  },
  {
    proxy: 'Kong',
    marks: { via: /\bkong\b/i, 'x-kong-proxy-latency': /./, 'x-kong-request-id': /./ },
    lines: {
      backend:
        'host and port of the Service, or the targets of the Upstream, must be those of the app',
      host: 'a Route whose `hosts` and `paths` fit the request',
      credential:
        '`hide_credentials: false` in the plugin that checks the sign-in, and no request-transformer that removes Authorization',
    },
    source: 'developer.konghq.com',
  },
  {
    proxy: 'AWS API Gateway',
    marks: { 'apigw-requestid': /./, 'x-amz-apigw-id': /./ },
    lines: {
      host: 'a route for the path and the method, deployed to the stage that the URL names',
      credential:
        'map it: `integration.request.header.Authorization` to `method.request.header.Authorization`',
    },
    source: 'docs.aws.amazon.com/apigateway',
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
    proxy: 'KrakenD',
    marks: { 'x-krakend': /./ },
    lines: {
      backend:
        '`output_encoding: "no-op"` at the endpoint and `encoding: "no-op"` at its backend pass the status of the app on; without them its 401, 404 and 429 are 500 here: look into the log of the app',
      credential:
        '`input_headers: ["Authorization"]` at the endpoint: headers that are not listed do not reach the app',
    },
    source: 'krakend.io/docs, lura 2.12.1',
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
      credential:
        'name Authorization in the cache policy, or use the origin request policy AllViewer: it is removed otherwise',
    },
    source: 'docs.aws.amazon.com, CloudFront and WebSockets',
  },
]
