// npm: @godaddy/terminus@4.12.1
import { createServer } from 'node:http'
import { createTerminus } from '@godaddy/terminus'

const database = async () => {
  if (process.env.STATE === 'failing') throw new Error('connection refused')
  return 'up'
}
const server = createServer((_, response) => response.end('app'))
createTerminus(server, {
  healthChecks: { '/health': async () => ({ database: await database() }), verbatim: true },
})
server.listen(Number(process.env.PORT), '127.0.0.1')
