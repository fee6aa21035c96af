// npm: @hapi/hapi@21.4.10 @hapi/jwt@3.2.4
import Hapi from '@hapi/hapi'
import Jwt from '@hapi/jwt'

const { PORT, KEY, AUDIENCE, ISSUER } = process.env
const server = Hapi.server({ port: Number(PORT), host: '127.0.0.1' })
await server.register(Jwt)
server.auth.strategy('jwt', 'jwt', {
  keys: { key: KEY, algorithms: ['HS256'] },
  verify: { aud: AUDIENCE || false, iss: ISSUER || false, sub: false },
  validate: (artifacts) => ({ isValid: true, credentials: artifacts.decoded.payload }),
})
server.route({ method: 'GET', path: '/health', handler: () => ({ status: 'ok', service: 'api' }) })
server.route({
  method: 'GET',
  path: '/api/me',
  options: { auth: 'jwt' },
  handler: (request) => ({ sub: request.auth.credentials.sub }),
})
await server.start()
