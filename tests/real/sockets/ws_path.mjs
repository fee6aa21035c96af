// npm: ws@8.23.0 jsonwebtoken@9.0.3
// ws with its options `server` and `path` alone: another path is answered with 400.
import { createServer } from 'node:http'
import jwt from 'jsonwebtoken'
import { WebSocketServer } from 'ws'

const { PORT, KEY, STATE } = process.env
const server = createServer((_, response) => {
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end('{"status":"ok","service":"chat"}')
})
const path = STATE === 'unmounted' ? '/another' : '/ws'
new WebSocketServer({ server, path }).on('connection', (client, request) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? ''
  try {
    const { sub } = jwt.verify(token, KEY, { algorithms: ['HS256'] })
    client.send(JSON.stringify({ type: 'welcome', user: sub }))
    client.on('message', () => client.send('{"type":"pong"}'))
  } catch {
    client.close(4401, 'unauthorized')
  }
})
server.listen(Number(PORT), '127.0.0.1')
