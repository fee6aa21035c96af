// npm: http-proxy@1.18.1
// http-proxy with an error handler of its own, as its README shows it.
import { createServer } from 'node:http'
import httpProxy from 'http-proxy'

const { PORT, PORT_2, PORT_3, UPSTREAM, UPSTREAM_2, UPSTREAM_3, STATE } = process.env
function site(port, upstream, state) {
  const target = `http://127.0.0.1:${upstream}`
  const proxy = httpProxy.createProxyServer({
    target,
    proxyTimeout: state === 'silent' ? 2_000 : 30_000,
  })
  proxy.on('error', (_, __, response) => {
    if ('writeHead' in response) response.writeHead(502, { 'content-type': 'text/plain' })
    response.end('Something went wrong.')
  })
  const options = state === 'limit' ? { maxHeaderSize: 512 } : {}
  const server = createServer(options, (request, response) => {
    if (state === 'redirect') {
      response.writeHead(301, { location: `https://127.0.0.1:${port}${request.url}` }).end()
      return
    }
    if (state === 'strip') delete request.headers.authorization
    proxy.web(request, response)
  })
  // Node leaves an upgrade that nobody listens to as a plain request.
  if (state !== 'nows') server.on('upgrade', (...all) => proxy.ws(...all))
  server.listen(Number(port), '127.0.0.1')
}
site(PORT, UPSTREAM, 'healthy')
site(PORT_2, UPSTREAM_2, STATE)
site(PORT_3, UPSTREAM_3, 'healthy')
