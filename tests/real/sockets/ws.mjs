// npm: ws@8.23.0 jsonwebtoken@9.0.3
// ws in "noServer" mode with a routing of its own; the token stands in Authorization, the offers or the query.
import { createServer } from 'node:http'
import jwt from 'jsonwebtoken'
import { WebSocketServer } from 'ws'

const { PORT, KEY, STATE, ORIGINS = '' } = process.env
const sockets = new WebSocketServer({
  noServer: true,
  handleProtocols: (offers) => (offers.has('chat.v1') ? 'chat.v1' : false),
})
const server = createServer((request, response) => {
  const well = request.url === '/health'
  response
    .writeHead(well ? 200 : 404, { 'content-type': 'application/json' })
    .end(well ? '{"status":"ok","service":"chat"}' : '{"error":"not found"}')
})

function userOf(request) {
  if (STATE === 'open') return 'smoke'
  const offered = /token\.([^, ]+)/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1]
  const asked = new URL(request.url, 'http://x').searchParams.get('token')
  const token = request.headers.authorization?.slice('Bearer '.length) ?? offered ?? asked ?? ''
  return jwt.verify(token, KEY, { algorithms: ['HS256'] }).sub
}

server.on('upgrade', (request, socket, head) => {
  const refuse = (status) => socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`)
  const { origin } = request.headers
  if (!request.url.startsWith('/ws') || STATE === 'unmounted') return refuse('404 Not Found')
  if (STATE === 'destroyed') return socket.destroy()
  if (ORIGINS && origin && !ORIGINS.split(' ').includes(origin)) return refuse('403 Forbidden')
  let user
  try {
    user = userOf(request)
  } catch {
    return refuse('401 Unauthorized')
  }
  sockets.handleUpgrade(request, socket, head, (client) => {
    if (STATE === 'later') return client.close(1013, 'try again later')
    if (STATE === 'binary') return client.send(Buffer.from([1, 2, 3, 4]))
    client.send(JSON.stringify({ type: 'welcome', user }))
    client.on('message', (text) => {
      if (/"ping"/.test(text)) client.send('{"type":"pong"}')
    })
  })
})
server.listen(Number(PORT), '127.0.0.1')
