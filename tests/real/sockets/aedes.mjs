// npm: ws@8.23.0 aedes@1.2.0 jsonwebtoken@9.0.3
// MQTT 3.1.1 over WebSocket: the token is the password of CONNECT; a refusal is CONNACK with 5, and then the end.
import { createServer } from 'node:http'
import { Aedes } from 'aedes'
import jwt from 'jsonwebtoken'
import { createWebSocketStream, WebSocketServer } from 'ws'

const { PORT, KEY, STATE } = process.env
const server = createServer((request, response) => {
  const well = request.url === '/health'
  response
    .writeHead(well ? 200 : 404, { 'content-type': 'application/json' })
    .end(well ? '{"status":"ok","service":"chat"}' : '{}')
})
const broker = await Aedes.createBroker()
broker.authenticate = (_client, _user, password, done) => {
  try {
    if (STATE !== 'open') jwt.verify(password.toString(), KEY, { algorithms: ['HS256'] })
    done(null, STATE !== 'refuses')
  } catch {
    done(null, false)
  }
}
const path = STATE === 'unmounted' ? '/another' : '/mqtt'
new WebSocketServer({ server, path }).on('connection', (client) => {
  broker.handle(createWebSocketStream(client))
})
server.listen(Number(PORT), '127.0.0.1')
