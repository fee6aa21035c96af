// npm: fastify@5.12.8 @fastify/http-proxy@11.6.3
// Its WebSocket side passes neither Authorization nor more than the first offer on.
import proxy from '@fastify/http-proxy'
import fastify from 'fastify'

const { PORT, PORT_2, PORT_3, UPSTREAM, UPSTREAM_2, UPSTREAM_3, STATE } = process.env
async function site(port, upstream, state) {
  const app = fastify()
  await app.register(proxy, {
    upstream: `http://127.0.0.1:${upstream}`,
    websocket: state === 'healthy',
    http: { requestOptions: { timeout: state === 'silent' ? 2_000 : 30_000 } },
    replyOptions: {
      rewriteRequestHeaders: (_, { authorization, ...others }) =>
        state === 'strip' ? others : { ...others, ...(authorization ? { authorization } : {}) },
    },
  })
  await app.listen({ port: Number(port), host: '127.0.0.1' })
}
await site(PORT, UPSTREAM, 'healthy')
await site(PORT_2, UPSTREAM_2, STATE)
await site(PORT_3, UPSTREAM_3, 'healthy')
