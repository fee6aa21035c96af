// npm: stomp-broker-js@1.3.0 jsonwebtoken@9.0.3
// STOMP over WebSocket: the token is a header of CONNECT; a refusal is ERROR, and the connection stays open.
import { createServer } from 'node:http'
import jwt from 'jsonwebtoken'
import StompServer from 'stomp-broker-js'

const { PORT, KEY, STATE } = process.env
const server = createServer((request, response) => {
  const well = request.url === '/health'
  response
    .writeHead(well ? 200 : 404, { 'content-type': 'application/json' })
    .end(well ? '{"status":"ok","service":"chat"}' : '{}')
})
const broker = new StompServer({ server, path: '/ws' })
broker.addMiddleware('connect', (socket, args, next) => {
  if (STATE === 'silent') socket.send = () => {}
  try {
    const token = (args.headers.Authorization ?? '').replace('Bearer ', '')
    if (STATE !== 'open') jwt.verify(token, KEY, { algorithms: ['HS256'] })
    return next()
  } catch {
    return false
  }
})
broker.subscribe('/questions', (question) => broker.send('/answers', {}, question))
server.listen(Number(PORT), '127.0.0.1')
