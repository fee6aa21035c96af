// npm: socket.io@4.8.4 jsonwebtoken@9.0.3
// Socket.IO by its raw WebSocket transport: "40{…}" signs in, events are "42[…]".
import { createServer } from 'node:http'
import jwt from 'jsonwebtoken'
import { Server } from 'socket.io'

const { PORT, KEY, STATE } = process.env
const server = createServer((request, response) => {
  if (request.url !== '/health') return
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end('{"status":"ok","service":"chat"}')
})
const io = new Server(server, { path: STATE === 'unmounted' ? '/another/' : '/socket.io/' })
io.use((socket, next) => {
  try {
    if (STATE !== 'open') jwt.verify(socket.handshake.auth.token, KEY, { algorithms: ['HS256'] })
    next()
  } catch {
    next(new Error('unauthorized'))
  }
})
io.on('connection', (socket) => {
  socket.emit('welcome')
  socket.on('ping', () => socket.emit('pong'))
})
server.listen(Number(PORT), '127.0.0.1')
