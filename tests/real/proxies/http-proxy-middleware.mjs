// npm: express@4.22.3 http-proxy-middleware@4.2.2
import express from 'express'
import { createProxyMiddleware } from 'http-proxy-middleware'

const { PORT, PORT_2, PORT_3, UPSTREAM, UPSTREAM_2, UPSTREAM_3, STATE } = process.env
function site(port, upstream, state) {
  const app = express()
  if (state === 'redirect') {
    app.use((request, response) =>
      response.redirect(301, `https://127.0.0.1:${port}${request.url}`),
    )
  }
  const proxy = createProxyMiddleware({
    target: `http://127.0.0.1:${upstream}`,
    proxyTimeout: state === 'silent' ? 2_000 : 30_000,
    on: {
      proxyReq: (request) => state === 'strip' && request.removeHeader('authorization'),
    },
  })
  app.use(proxy)
  const server = app.listen(Number(port), '127.0.0.1')
  if (state !== 'nows') server.on('upgrade', proxy.upgrade)
}
site(PORT, UPSTREAM, 'healthy')
site(PORT_2, UPSTREAM_2, STATE)
site(PORT_3, UPSTREAM_3, 'healthy')
