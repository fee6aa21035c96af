// npm: fastify@5.12.8 @fastify/websocket@11.3.7 jsonwebtoken@9.0.3
import websocket from '@fastify/websocket'
import fastify from 'fastify'
import jwt from 'jsonwebtoken'

const { PORT, KEY, STATE } = process.env
const app = fastify()
await app.register(websocket)
app.get('/health', () => ({ status: 'ok', service: 'chat' }))
app.get(
  STATE === 'unmounted' ? '/another' : '/ws',
  {
    websocket: true,
    preValidation: async (request, reply) => {
      if (STATE === 'raises-before') throw new Error('boom')
      if (STATE === 'open') return
      const offered = /token\.([^, ]+)/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1]
      try {
        const token = request.headers.authorization?.slice('Bearer '.length) ?? offered ?? ''
        request.user = jwt.verify(token, KEY, { algorithms: ['HS256'] })
      } catch {
        await reply.code(401).send({ error: 'unauthorized' })
      }
    },
  },
  (socket, request) => {
    if (STATE === 'raises-after') throw new Error('boom')
    if (STATE === 'closes') return socket.close()
    socket.send(JSON.stringify({ type: 'welcome', user: request.user?.sub ?? 'nobody' }))
    socket.on('message', () => socket.send('{"type":"pong"}'))
  },
)
await app.listen({ port: Number(PORT), host: '127.0.0.1' })
