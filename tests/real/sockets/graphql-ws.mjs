// npm: ws@8.23.0 graphql-ws@6.4.2 graphql@16.11.0 jsonwebtoken@9.0.3
// graphql-transport-ws: the token stands in connection_init; no other subprotocol is taken (close 4406).
import { createServer } from 'node:http'
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import jwt from 'jsonwebtoken'
import { WebSocketServer } from 'ws'

const { PORT, KEY, STATE } = process.env
const server = createServer((request, response) => {
  const well = request.url === '/health'
  response
    .writeHead(well ? 200 : 404, { 'content-type': 'application/json' })
    .end(well ? '{"status":"ok","service":"chat"}' : '{}')
})
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: { hello: { type: GraphQLString, resolve: () => 'hello' } },
  }),
})
useServer(
  {
    schema,
    // False closes with 4403 "Forbidden"; nothing within 3 s, with 4408.
    onConnect: ({ connectionParams }) => {
      if (STATE === 'open') return true
      try {
        jwt.verify(connectionParams?.token, KEY, { algorithms: ['HS256'] })
        return true
      } catch {
        return false
      }
    },
  },
  new WebSocketServer({ server, path: '/ws' }),
)
server.listen(Number(PORT), '127.0.0.1')
